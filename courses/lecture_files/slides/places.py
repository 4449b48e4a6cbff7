"""Where the shapes of a slide lie, and in which order a pupil reads them."""

from dataclasses import dataclass, field

from courses.importing.word.places import chosen

from .opened import A, P

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DEEPEST = 40
# Shapes whose heights share so much stand side by side.
SIDE_BY_SIDE = 0.5
NONE = (0, 0, 0, 0)
# What the design says on every slide.
OF_DESIGN = {"sldNum", "ftr", "dt", "hdr", "sldImg"}
TITLES = {"title", "ctrTitle"}


@dataclass
class Shape:
    """A shape of a slide; a group has `inside`."""

    element: object
    box: tuple = NONE
    holder: str = ""
    index: str = ""
    inside: list = field(default_factory=list)

    @property
    def kind(self):
        return self.element.tag.rpartition("}")[2]


def shapes_of(tree, layouts=(), depth=0):
    """The shapes in a tree of them, in the order of the file. `layouts`: trees that say where placeholders
    lie, the nearest first."""
    found = []
    for child in tree:
        if child.tag == f"{MC}AlternateContent":
            found += shapes_of(chosen(child), layouts, depth + 1)
            continue
        if child.tag not in KINDS:
            continue
        holder, index = _holder(child)
        box = box_of(child) or _box_in(layouts, holder, index) or NONE
        shape = Shape(child, box, holder, index)
        if shape.kind == "grpSp" and depth < DEEPEST:
            shape.inside = shapes_of(child, layouts, depth + 1)
        found.append(shape)
    return found


KINDS = {f"{P}{name}" for name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart")}


def in_order(shapes):
    """From top to bottom; what stands side by side from left to right. Titles come first."""
    titles = [shape for shape in shapes if shape.holder in TITLES]
    rest = sorted((shape for shape in shapes if shape.holder not in TITLES), key=lambda one: one.box[1])
    rows = []
    for shape in rest:
        if rows and _is_beside(rows[-1][0], shape):
            rows[-1].append(shape)
        else:
            rows.append([shape])
    told = list(titles)
    for row in rows:
        told += sorted(row, key=lambda one: one.box[0])
    return told


def _is_beside(first, other):
    _x, top, _width, height = first.box
    _x, other_top, _width, other_height = other.box
    shared = min(top + height, other_top + other_height) - max(top, other_top)
    least = min(height, other_height)
    return least > 0 and shared > SIDE_BY_SIDE * least


def box_of(element):
    """(x, y, width, height) as the shape itself says; None where it does not."""
    form = element.find(f"{P}xfrm")
    for place in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm"):
        form = element.find(place) if form is None else form
    if form is None:
        return None
    off, ext = form.find(f"{A}off"), form.find(f"{A}ext")
    if off is None or ext is None:
        return None
    return _number(off, "x"), _number(off, "y"), _number(ext, "cx"), _number(ext, "cy")


def _holder(element):
    """(type, index) of a placeholder; a body has no type."""
    for way in ("nvSpPr", "nvPicPr", "nvGraphicFramePr"):
        found = element.find(f"{P}{way}/{P}nvPr/{P}ph")
        if found is not None:
            return found.get("type", "body"), found.get("idx", "")
    return "", ""


def _box_in(layouts, holder, index):
    if not holder:
        return None
    for tree in layouts:
        same_kind = None
        for child in tree if tree is not None else ():
            if child.tag not in KINDS:
                continue
            kind, number = _holder(child)
            if index and number == index and (box := box_of(child)):
                return box
            if kind == holder or {kind, holder} <= TITLES:
                same_kind = same_kind or box_of(child)
        if same_kind:
            return same_kind
    return None


def _number(element, name):
    try:
        return int(element.get(name, "0")[:18])
    except ValueError:
        return 0
