"""Names of XML as one reader knows them: without namespaces, and those of QTI 3 as those of QTI 2."""

import re
from html import escape

VOID = {"br", "img", "hr", "wbr", "source", "track", "param", "col", "embed", "input"}
KEPT_AS_THEY_ARE = ("data-", "aria-")


def plain_names(root):
    """Rename everything in `root`, and give it back."""
    is_kebab = bare(root.tag).startswith("qti-")
    for element in root.iter():
        element.tag = _camel(bare(element.tag).removeprefix("qti-")) if is_kebab else bare(element.tag)
        if element.attrib:
            named = {bare(name): value for name, value in element.attrib.items()}
            if is_kebab:
                named = {_attribute(name): value for name, value in named.items()}
            element.attrib.clear()
            element.attrib.update(named)
    return root


def bare(name):
    """
    >>> bare("{http://www.imsglobal.org/xsd/imsqti_v2p1}itemBody")
    'itemBody'
    """
    return name.rpartition("}")[2].rpartition(":")[2]


def _attribute(name):
    return name if name.startswith(KEPT_AS_THEY_ARE) else _camel(name)


def _camel(name):
    """
    >>> _camel("response-else-if")
    'responseElseIf'
    """
    return re.sub(r"-([a-z0-9])", lambda found: found[1].upper(), name)


def markup(element, instead=None):
    """The HTML inside `element`. `instead(child)` gives the HTML of a child that is none, or None."""
    out = []
    _put_inside(element, instead or (lambda _child: None), out)
    return "".join(out)


def whole(element, instead=None):
    """The HTML of `element` itself."""
    out = []
    _put(element, instead or (lambda _child: None), out)
    return "".join(out)


def _put_inside(element, instead, out):
    out.append(escape(element.text or "", quote=False))
    for child in element:
        own = instead(child)
        if own is None:
            _put(child, instead, out)
        else:
            out.append(own)
        out.append(escape(child.tail or "", quote=False))


def _put(element, instead, out):
    attributes = element.attrib
    tag = element.tag
    if tag == "object" and attributes.get("type", "").startswith("image/"):
        alt = attributes.get("alt") or attributes.get("aria-label") or "".join(element.itertext())
        out.append(f'<img src="{escape(attributes.get("data", ""))}" alt="{escape(" ".join(alt.split()))}">')
        return
    told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    out.append(f"<{tag}{told}>")
    if tag not in VOID:
        _put_inside(element, instead, out)
        out.append(f"</{tag}>")
