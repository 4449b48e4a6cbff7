"""A Word file opened: only the parts that are asked for, by the relations that say where they lie."""

import io
import posixpath
import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from PIL import Image

from courses.importing import package, xml_tree
from courses.importing.found import Picture, Refused
from lms import photos

from . import mathtype
from .numbering import Numbering
from .styles import Styles

# A file of Office before 2007, or one that is encrypted.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN = re.compile(r"officeDocument/2006/relationships/officeDocument$|oclc\.org/.*/officeDocument$")
# Pictures that no browser is given, but that can be drawn anew.
DRAWN_ANEW = ["GIF", "BMP", "TIFF"]
# Of all that are drawn anew out of one file.
MOST_PIXELS = 40_000_000


def is_word(content):
    """Whether the bytes are a Word file of today; nothing of it is unpacked."""
    return package.is_one(content) and b"word/" in content and b"[Content_Types].xml" in content


class Opened:
    """The parts of a Word file. Raises `Refused` for whatever is none, or attacks."""

    def __init__(self, content):
        if content.startswith(OLE):
            raise Refused(old_office(content))
        if not package.is_one(content):
            raise Refused("not_word")
        self.package = package.opened(content)
        self.main = self._main()
        self.kinds = {}
        self.relations = self._relations(self.main)
        self.styles = Styles(self._xml("styles.xml"))
        self.numbering = Numbering(self._xml("numbering.xml"), self.styles)
        self.kept, self.pixels, self.equations = {}, MOST_PIXELS, {}

    def read_body(self, take):
        """Hand each block of the document to `take`."""
        _parse(self.package.main(self.main), take)

    def related(self, kind):
        """The members that the document names by relations whose type ends so."""
        return [
            name
            for id_, of in self.kinds.items()
            if of.endswith(kind) and (name := self._target(id_)) in self.package
        ]

    def address(self, id_):
        """Where something lies that is not in the file."""
        target, is_outside = self.relations.get(id_, ("", False))
        return target if is_outside else ""

    def content(self, id_):
        """The bytes that a relation means, as they lie in the file; None where there are none."""
        name = self._target(id_)
        return self.package.picture(name) if name else None

    def part(self, name):
        """The root of a part beside the document; None where there is none."""
        return self._xml(name)

    def picture(self, id_, alt="", cut=()):
        """The picture of a relation, as a browser can show it and as the document cuts it; None when it is
        not in the file."""
        name = self._target(id_)
        if (id_, cut) not in self.kept:
            content = self.package.picture(name) if name else None
            self.kept[id_, cut] = content if content is None else self._drawn(content, cut)
        if self.kept[id_, cut] is None:
            return None
        return Picture(posixpath.basename(name), self.kept[id_, cut], " ".join(alt.split())[:250])

    def _drawn(self, content, cut):
        if self.pixels <= 0:
            return content
        drawn, pixels = shown(content, cut, self.pixels)
        self.pixels -= pixels
        return drawn

    def equation(self, id_):
        """LaTeX of an embedded formula; empty when it cannot be read. One that stands in many places is read
        once."""
        name = self._target(id_)
        if name not in self.equations:
            self.equations[name] = self._equation(name)
        return self.equations[name]

    def _equation(self, name):
        content = self.package.picture(name) if name else None
        try:
            return mathtype.to_latex(content) if content else ""
        except mathtype.Unreadable:
            return ""

    def _target(self, id_):
        """The member that a relation means; empty for what lies outside."""
        target, is_outside = self.relations.get(id_, ("", True))
        if is_outside or not target:
            return ""
        return target.lstrip("/") if target.startswith("/") else package.beside(self.main, target)

    def _main(self):
        """The part that is the document; most call it word/document.xml."""
        if "_rels/.rels" in self.package:
            for one in _parse(self.package.main("_rels/.rels")).iter(RELATIONS):
                name = one.get("Target", "").lstrip("/")
                if MAIN.search(one.get("Type", "")) and name in self.package:
                    return name
        if "word/document.xml" not in self.package:
            raise Refused("not_word")
        return "word/document.xml"

    def _relations(self, part):
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place not in self.package:
            return {}
        found = {}
        for one in _parse(self.package.main(place)).iter(RELATIONS):
            id_ = one.get("Id", "")
            found[id_] = unquote(one.get("Target", "")), one.get("TargetMode") == "External"
            self.kinds[id_] = one.get("Type", "")
        return found

    def _xml(self, name):
        place = posixpath.join(posixpath.dirname(self.main), name)
        return _parse(self.package.main(place)) if place in self.package else None


def old_office(content):
    """What to say of a file of Office before 2007; its streams are named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "package_password"
    return "old_word" if "WordDocument".encode("utf-16-le") in content else "package_damaged"


def shown(content, cut=(), most=MOST_PIXELS):
    """(the picture, how many pixels were drawn for it): as it was, or drawn anew when browsers are not given
    its kind, or when only a part of it is shown."""
    try:
        with Image.open(io.BytesIO(content), formats=DRAWN_ANEW + (photos.FORMATS if cut else [])) as picture:
            width, height = picture.size
            if width * height > most:
                return content, 0
            if cut:
                left, top, right, bottom = cut
                box = left * width, top * height, (1 - right) * width, (1 - bottom) * height
                picture = picture.crop(tuple(round(side) for side in box))
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
            return out.getvalue(), width * height
    except photos.BROKEN:
        return content, 0


def _parse(content, take=None):
    try:
        return xml_tree.parse(content, take) if content else Element("none")
    except xml_tree.Damaged as why:
        raise Refused("package_damaged") from why
