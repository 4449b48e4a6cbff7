"""Questions as an exam in Word, as teachers write them: Câu 1., options A–D, the right one underlined.

What an exam does not say stands in a part of the file that Word keeps and shows nobody.
"""

from xml.etree.ElementTree import Element, SubElement

from . import exam_question, office, passages
from .exam_question import Paragraph
from .moodle_xml import own_words
from .omml import W
from .word_package import DECLARED, Part, packed, relations, xml
from .word_xml import UNSEEN, elements, paragraph
from .written import all_beside

LABEL = "Word"
ENDING = "docx"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# The part that only our reader reads (importing/word/own.py).
OWN = "urn:songvamaytinh:cau-hoi"
ITEM_ID = "{6E1A1B52-7C3C-4B52-9A53-51C0A7D1E0C4}"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
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
        properties = [("properties", "customXmlProps", "itemProps1.xml")]
        own = [
            Part("customXml/item1.xml", xml(carried), relation=("own", "customXml")),
            Part("customXml/itemProps1.xml", DECLARED + PROPERTIES.encode(), PROPERTIES_TYPE),
            Part("customXml/_rels/item1.xml.rels", relations(properties)),
        ]
        return packed(self.document, self.media, own)
