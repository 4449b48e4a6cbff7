"""Questions as Moodle XML. What Moodle has no place for stands beside, and our own reader takes it."""

import base64
import json
from pathlib import PurePath
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext as _

from .moodle_question import MOODLE, OWN, element
from .written import Written, beside

LABEL = "Moodle XML"
ENDING = "xml"
TYPE = "application/xml"
TOLD = ("kind", "text", "content", "key", "feedback", "level", "topic", "curriculum", "alt")


def write(versions):
    written, quiz, topic = Written(), Element("quiz"), None
    for version in versions:
        if version.topic != topic:
            topic = version.topic
            quiz.append(_category(topic))
        quiz.append(_question(version))
        lost = list(beside(version))
        if version.kind not in MOODLE:
            lost.append(_("In Moodle it is a question marked by hand."))
        if lost:
            written.lost[version] = lost
    declared = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    written.content = (
        declared + tostring(quiz, encoding="unicode").replace("</question>", "</question>\n").encode()
    )
    return written


def own_words(said, picture="", option_pictures=None):
    """What the bank knows of a question, as it stands in the file."""
    told = {name: getattr(said, name) for name in TOLD} | {"picture": picture}
    if option_pictures:
        told["option_pictures"] = option_pictures
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _question(version):
    picture = _name("hinh", version.picture) if version.picture_id else ""
    shown = version.pictures_of_options()
    names = {option: _name(f"hinh-{option}", one) for option, one in shown.items()}
    question = element(version, picture, names)
    if picture:
        _file(question.find("questiontext"), picture, version.picture)
    for option, answer in zip(version.content.get("options", []), question.findall("answer"), strict=False):
        if option["id"] in names:
            _file(answer, names[option["id"]], shown[option["id"]])
    SubElement(question, OWN).text = own_words(version, picture, names)
    return question


def _name(stem, picture):
    return f"{stem}{PurePath(picture.file.name).suffix}"


def _file(parent, name, picture):
    with picture.file.open("rb") as file:
        content = base64.b64encode(file.read()).decode()
    SubElement(parent, "file", name=name, path="/", encoding="base64").text = content


def _category(topic):
    question = Element("question", type="category")
    path = f"$course$/top/{topic.replace('/', '//')}" if topic else "$course$/top"
    SubElement(SubElement(question, "category"), "text").text = path
    return question
