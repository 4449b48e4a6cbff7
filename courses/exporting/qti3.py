"""Questions as a package of QTI 3: an item each, their pictures, a test that gives order and topics.

What the standard has no place for stands in a file of our own beside the items, and our own reader takes it.
"""

import io
import json
import zipfile
from pathlib import PurePath
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext as _

from .moodle_xml import own_words
from .qti3_item import element, stimulus
from .qti3_xml import put, root
from .written import Written, beside

LABEL = "QTI 3"
ENDING = "zip"
TYPE = "application/zip"
OWN = "songvamaytinh.json"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>\n'
# No clock: the same bank gives the same bytes.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write(versions):
    written, out, own, items, passages = Written(), io.BytesIO(), {}, [], {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, version in enumerate(versions, start=1):
            name = f"cau-{number}"
            files = _files(version, name)
            path = f"items/{name}.xml"
            about = _passage(archive, version, passages)
            source, own[path] = _item(version, name, files, about)
            _put(archive, path, source)
            for file, picture in files.values():
                with picture.file.open("rb") as opened:
                    _put(archive, f"media/{file}", opened.read(), is_packed=True)
            more = [f"media/{file}" for file, _picture in files.values()]
            items.append((name, path, version.topic, more, about))
            if lost := [*beside(version, holds_passages=True), *_lost(version)]:
                written.lost[version] = lost
        _put(archive, OWN, json.dumps(own, ensure_ascii=False).encode())
        _put(archive, "de.xml", _test(items))
        _put(archive, "imsmanifest.xml", _manifest(items, passages.values()))
    written.content = out.getvalue()
    return written


def _put(archive, name, content, is_packed=False):
    member = zipfile.ZipInfo(name, LONG_AGO)
    member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    archive.writestr(member, content)


def _passage(archive, version, passages):
    """The name of the passage that a question is about, written when the first one wants it."""
    if not getattr(version, "passage_id", None):
        return ""
    if version.passage_id not in passages:
        name = passages[version.passage_id] = f"doan-{len(passages) + 1}"
        source = tostring(stimulus(version.passage, name), encoding="unicode")
        _put(archive, f"stimuli/{name}.xml", DECLARED + source.encode())
    return passages[version.passage_id]


def _files(version, name):
    """{"" or the id of an option: (name of the file, Picture)}"""
    shown = {"": version.picture} if version.picture_id else {}
    shown |= version.pictures_of_options()
    return {
        option: (f"{name}{f'-{option}' if option else ''}{PurePath(one.file.name).suffix}", one)
        for option, one in shown.items()
    }


def _item(version, name, files, about):
    """(the item as bytes, what the bank knows of it as words)"""
    picture, _file = files.get("", ("", None))
    options = {option: file for option, (file, _picture) in files.items() if option}
    size = (version.picture.width, version.picture.height) if picture else (100, 100)
    told = json.loads(own_words(version, picture, options))
    told |= {"name": name, "stimulus": about, **({"size": size} if picture else {})}
    source = tostring(element(version, name, picture, options, size, about), encoding="unicode")
    return DECLARED + source.encode(), json.dumps(told, ensure_ascii=False, sort_keys=True)


def _lost(version):
    content, key = version.content, version.key
    gaps = content.get("gaps", {}).values()
    if key.get("wildcard") or any(one.get("marks_matter") is False for one in [content, *gaps]):
        yield _("How capital letters and marks are compared is left out.")
    if key.get("grading") == "pairs":
        yield _("Elsewhere each thing in its right place gets its part.")


def _test(items):
    test = root("assessment-test", identifier="de", title="Câu hỏi")
    part = put(
        test, "test-part", identifier="phan", navigation_mode="nonlinear", submission_mode="simultaneous"
    )
    section, topic = None, None
    for name, path, its_topic, _media, _about in items:
        if section is None or its_topic != topic:
            topic = its_topic
            number = len(part) + 1
            section = put(part, "assessment-section", identifier=f"muc-{number}", title=topic, visible="true")
        put(section, "assessment-item-ref", identifier=name, href=path)
    return DECLARED + tostring(test, encoding="unicode").encode()


def _manifest(items, passages):
    manifest = Element("manifest", {"xmlns": PACKAGE, "identifier": "goi"})
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.0"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    test = _resource(resources, "de", "imsqti_test_xmlv3p0", "de.xml")
    for name, path, _topic, media, about in items:
        SubElement(test, "dependency", identifierref=name)
        item = _resource(resources, name, "imsqti_item_xmlv3p0", path, media)
        if about:
            SubElement(item, "dependency", identifierref=about)
    for name in passages:
        _resource(resources, name, "imsqti_stimulus_xmlv3p0", f"stimuli/{name}.xml")
    _resource(resources, "songvamaytinh", "webcontent", OWN)
    return DECLARED + tostring(manifest, encoding="unicode").encode()


def _resource(resources, id_, kind, href, more=()):
    resource = SubElement(resources, "resource", identifier=id_, type=kind, href=href)
    for name in (href, *more):
        SubElement(resource, "file", href=name)
    return resource
