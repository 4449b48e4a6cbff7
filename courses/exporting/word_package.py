"""A Word file out of its parts: what every one has, and what one adds. The same parts give the same bytes."""

import io
import zipfile
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from .omml import W

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'<w:styles xmlns:w="{W.strip("{}")}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/>'
    '<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr>'
    '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style></w:styles>'
)


class Part(NamedTuple):
    """`type`: what no ending of a name tells. `relation`: (id, kind) by which the document names it."""

    name: str
    content: bytes
    type: str = ""
    relation: tuple = ()


def packed(document, media, more=()):
    """The bytes of the file. `media`: [(file name, bytes)] of pictures, `more`: further Parts."""
    parts = [
        Part("word/document.xml", xml(document), f"{WORD_TYPE}.document.main+xml"),
        Part("word/styles.xml", DECLARED + STYLES.encode(), f"{WORD_TYPE}.styles+xml", ("styles", "styles")),
        *more,
        *(
            Part(f"word/media/{name}", content, relation=(name.partition(".")[0], "image"))
            for name, content in media
        ),
    ]
    told = [(*one.relation, _from_document(one.name)) for one in parts if one.relation]
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": relations([("document", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relations(told),
        **{one.name: one.content for one in parts},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relations(rows):
    """Which part, by (id, kind, target), belongs to another."""
    root = Element("Relationships", xmlns=f"{PACKAGE}/relationships")
    for id_, kind, target in rows:
        SubElement(root, "Relationship", Id=id_, Type=f"{OFFICE}/{kind}", Target=target)
    return xml(root)


def xml(element):
    return DECLARED + tostring(element, encoding="unicode").encode()


def _from_document(name):
    return name.removeprefix("word/") if name.startswith("word/") else f"../{name}"


def _types(parts):
    named = "".join(
        f'<Override PartName="/{one.name}" ContentType="{one.type}"/>' for one in parts if one.type
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpg" ContentType="image/jpeg"/>{named}</Types>'
    ).encode()
