"""QTI 1.2, 2.1, 2.2 and 3.0: a document, or a package of documents with their pictures."""

from . import package, qti_packages, qti_reading, xml_tree
from .found import Refused
from .qti_reading import ITEM, OLD, Reading

LABEL = "QTI (.zip, .xml)"
ALONE = {"assessmentTest": "test_alone", "assessmentSection": "test_alone", "manifest": "test_alone"}


def is_one(content, text):
    if package.is_one(content):
        return qti_packages.is_one(content, cartridge=False)
    return bool(qti_reading.root_of(content[:8192]))


def read(content):
    if package.is_one(content):
        return qti_packages.read(package.opened(content))
    try:
        root = qti_reading.parse(content)
    except xml_tree.Damaged as damaged:
        reading = Reading()
        is_whole = content.rstrip(b" \r\n\t\x00").endswith(b"</questestinterop>")
        if not (is_whole and reading.one_by_one(content)):
            raise Refused("damaged_xml", line=damaged.line) from damaged
        return reading.questions, []
    if root.tag in ALONE:
        raise Refused(ALONE[root.tag])
    if root.tag not in (ITEM, OLD):
        raise Refused("not_qti", name=root.tag)
    reading = Reading()
    reading.document(root)
    return reading.questions, []
