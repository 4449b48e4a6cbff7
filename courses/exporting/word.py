"""Questions as an exam in Word, as teachers write them: Câu 1., options A–D, the right one underlined.

What an exam does not say stands in a part of the file that Word keeps and shows nobody.
"""

import io
import zipfile
from xml.etree.ElementTree import Element, SubElement, tostring

from . import exam_question, office, passages
from .exam_question import Paragraph
from .moodle_xml import own_words
from .omml import W
from .word_xml import UNSEEN, elements, paragraph
from .written import all_beside

LABEL = "Word"
ENDING = "docx"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# The part that only our reader reads (importing/word/own.py).
OWN = "urn:songvamaytinh:cau-hoi"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'<w:styles xmlns:w="{W.strip("{}")}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/>'
    '<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr>'
    '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style></w:styles>'
)
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="jpg" ContentType="image/jpeg"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>'
    '<Override PartName="/customXml/itemProps1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>'
)
ITEM_ID = "{6E1A1B52-7C3C-4B52-9A53-51C0A7D1E0C4}"
PROPERTIES = (
    f'<ds:datastoreItem ds:itemID="{ITEM_ID}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{OWN}"/></ds:schemaRefs></ds:datastoreItem>'
)


tell = all_beside


def write(versions):
    written, file = all_beside(versions), _File()
    carried, topic = Element("cauhoi", xmlns=OWN), ""
    ends = passages.runs(versions)
    for number, version in enumerate(versions, start=1):
        if version.topic != topic:
            topic = version.topic
            if topic:
                file.body.append(paragraph(Paragraph(f" {topic}", "Chủ đề:")))
        if number in ends:
            about = version.passage
            file.body.extend(elements(exam_question.passage(about.title, about.text, number, ends[number])))
        lines = exam_question.blocks(version, number)
        images = file.images_of(version)
        file.body.extend(elements(lines, images, exam_question.text_lines(version)))
        names = {option: f"hinh-{option}" for option in images if option}
        words = own_words(version, "hinh" if "" in images else "", names)
        words = passages.carried(words, version)
        SubElement(carried, "cau", so=str(number)).text = UNSEEN.sub("", words)
    written.content = file.packed(carried)
    return written


class _File:
    """The parts of the package as they come together."""

    def __init__(self):
        self.document = Element(f"{W}document")
        self.body = SubElement(self.document, f"{W}body")
        self.media = []

    def images_of(self, version):
        """{"" or the id of an option: (relation, width, height, what it shows)}."""
        shown = {"": (version.picture, version.alt)} if version.picture_id else {}
        shown |= {option: (picture, "") for option, picture in version.pictures_of_options().items()}
        return {option: self._image(picture, alt) for option, (picture, alt) in shown.items()}

    def _image(self, picture, alt):
        content, ending = office.shown(picture)
        self.media.append((f"hinh{len(self.media) + 1}.{ending}", content))
        return f"hinh{len(self.media)}", picture.width, picture.height, alt

    def packed(self, carried):
        """The bytes of the file; the same questions give the same bytes."""
        page = SubElement(self.body, f"{W}sectPr")
        SubElement(page, f"{W}pgSz", {f"{W}w": "11906", f"{W}h": "16838"})
        sides = ("top", "right", "bottom", "left", "header", "footer")
        SubElement(page, f"{W}pgMar", {f"{W}{side}": "1134" for side in sides} | {f"{W}gutter": "0"})
        rows = [("styles", "styles", "styles.xml"), ("own", "customXml", "../customXml/item1.xml")]
        rows += [(name.partition(".")[0], "image", f"media/{name}") for name, _content in self.media]
        parts = {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": _relations([("document", "officeDocument", "word/document.xml")]),
            "word/document.xml": DECLARED + tostring(self.document, encoding="unicode").encode(),
            "word/styles.xml": DECLARED + STYLES.encode(),
            "word/_rels/document.xml.rels": _relations(rows),
            "customXml/item1.xml": DECLARED + tostring(carried, encoding="unicode").encode(),
            "customXml/itemProps1.xml": DECLARED + PROPERTIES.encode(),
            "customXml/_rels/item1.xml.rels": _relations(
                [("properties", "customXmlProps", "itemProps1.xml")]
            ),
            **{f"word/media/{name}": content for name, content in self.media},
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _relations(rows):
    root = Element("Relationships", xmlns=f"{PACKAGE}/relationships")
    for id_, kind, target in rows:
        SubElement(root, "Relationship", Id=id_, Type=f"{OFFICE}/{kind}", Target=target)
    return DECLARED + tostring(root, encoding="unicode").encode()
