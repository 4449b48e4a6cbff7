"""Packages of QTI and cartridges: every question counted, pictures along, one damaged item alone."""

import io
import time
import zipfile
from contextlib import suppress

import pytest

from courses import importing
from courses.importing import effort
from tests.courses.importing.builders import a_png
from tests.courses.importing.qti_builders import (
    as_qti3,
    choice,
    declared,
    item,
    manifest,
    mapped,
    package,
    packed,
    rules,
)

TEST = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Đề">
<testPart identifier="p"><assessmentSection identifier="s" title="Phân số" visible="true">
<assessmentItemRef identifier="b" href="items/b.xml"/><assessmentItemRef identifier="x" href="items/x.xml"/>
<assessmentItemRef identifier="a" href="items/a.xml"/></assessmentSection></testPart></assessmentTest>"""


def refused(content, form="auto"):
    with pytest.raises(importing.Refused) as caught:
        importing.read(content, form)
    return caught.value.issue.code


def codes(found):
    return {issue.code for issue in found.issues}


@pytest.mark.parametrize("version", [str, as_qti3])
def test_all_items_of_a_package_are_found_with_their_pictures(version):
    body = '<img src="../media/hinh%20vuong.png" alt="Hình vuông"/> Đây là hình gì?'
    items = {"items/a.xml": version(choice(body)), "items/b.xml": version(choice("Câu hai?"))}
    result = importing.read(package(items, {"media/hinh vuong.png": a_png()}))
    assert result.format == "qti"
    assert result.counts == {"found": 2, "importable": 2, "lossy": 0, "refused": 0}
    (picture,) = result.questions[0].pictures
    assert (picture.name, picture.content, picture.alt) == ("hinh vuong.png", a_png(), "Hình vuông")


def test_a_test_gives_order_and_topic_and_misses_what_is_not_there():
    items = {"items/a.xml": choice("A?"), "items/b.xml": choice("B?"), "items/c.xml": choice("C?")}
    found = importing.read(package(items, {"de.xml": TEST})).questions
    assert [one.text for one in found] == ["B?", "x.xml", "A?", "C?"]
    assert codes(found[1]) == {"member_missing"}
    assert [one.topic for one in found] == ["Phân số", "Phân số", "Phân số", ""]


def test_the_weight_of_a_test_counts_and_what_the_list_of_contents_misses_is_counted():
    test = TEST.replace(
        'href="items/a.xml"/>', 'href="items/a.xml"><weight identifier="w" value="2.5"/></assessmentItemRef>'
    )
    told = manifest([("imsqti_item_xmlv2p1", "items/a.xml"), ("imsqti_item_xmlv2p1", "items/z.xml")])
    content = packed({"imsmanifest.xml": told, "de.xml": test, "items/a.xml": choice("A?")})
    found = {one.text: one for one in importing.read(content).questions}
    assert found["A?"].points == "2.5"
    assert [codes(found[f"{name}.xml"]) for name in "bxz"] == [{"member_missing"}] * 3


def test_one_damaged_item_never_sinks_the_package():
    items = {
        "a.xml": choice("Đầu?"),
        "b.xml": choice("Giữa?")[:300],
        "c.xml": choice("Thực thể?").replace(
            "<assessmentItem", "<!DOCTYPE a [<!ENTITY b 'c'>]><assessmentItem", 1
        ),
        "d.xml": choice("Cuối?"),
    }
    found = importing.read(package(items)).questions
    assert [one.is_refused for one in found] == [False, True, True, False]
    assert [codes(one) for one in found[1:3]] == [{"damaged_question"}, {"entities"}]


def test_a_package_without_a_list_of_contents_is_looked_through():
    assert importing.read(packed({"x/a.xml": choice("Một?"), "y.txt": "không"})).counts["found"] == 1


def test_pictures_outside_of_the_package_are_not_fetched():
    items = {
        "a.xml": choice('Ngoài <img src="https://example.org/a.png" alt=""/>'),
        "b.xml": choice('Lên <img src="../../etc/a.png" alt=""/>'),
    }
    found = importing.read(package(items)).questions
    assert [codes(one) for one in found] == [{"picture_outside"}, {"picture_missing"}]


def test_labels_go_to_their_places_in_the_picture():
    body = (
        '<p>Đặt tên</p><graphicGapMatchInteraction responseIdentifier="RESPONSE">'
        '<object data="cay.png" type="image/png" width="200" height="100">Cái cây</object>'
        '<gapText identifier="L" matchMax="1">lá</gapText><gapText identifier="R" matchMax="1">rễ</gapText>'
        '<associableHotspot identifier="P" matchMax="1" shape="rect" coords="20,10,60,30"/>'
        '<associableHotspot identifier="Q" matchMax="1" shape="circle" coords="100,90,10"/>'
        "</graphicGapMatchInteraction>"
    )
    more = mapped({"L P": 1, "R Q": 1})
    told = declared(["L P", "R Q"], cardinality="multiple", base="directedPair", more=more)
    content = package({"a.xml": item(body, told, rules("map_response"))}, {"cay.png": a_png()})
    (found,) = importing.read(content).questions
    assert found.kind == "picture_spots"
    assert found.content["spots"] == [
        {"id": "1", "x": 10.0, "y": 10.0, "w": 20.0, "h": 20.0},
        {"id": "2", "x": 45.0, "y": 80.0, "w": 10.0, "h": 20.0},
    ]
    assert not codes(found)


SPOTS = (
    '<object data="cay.png" type="image/png" width="8" height="6">Cây</object>'
    '<hotspotChoice identifier="X" shape="rect" coords="0,0,4,3"/>'
    '<hotspotChoice identifier="Y" shape="circle" coords="6,4,1"/>'
)


@pytest.mark.parametrize("version", [str, as_qti3])
def test_places_without_names_get_letters_in_the_picture(version):
    body = f'<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1">{SPOTS}</hotspotInteraction>'
    source = version(item(f"<p>Lá ở đâu?</p>{body}", declared(["Y"])))
    (found,) = importing.read(package({"a.xml": source}, {"cay.png": a_png()})).questions
    assert [one["text"] for one in found.content["options"]] == ["A", "B"]
    assert found.key == {"right": "b"}
    (picture,) = found.pictures
    assert (picture.name, picture.alt) == ("cay.png", "Cây")
    assert picture.content != a_png()
    assert codes(found) == {"lettered", "pointing"}
    (without,) = importing.read(package({"a.xml": source})).questions
    assert {"unnamed_spots", "picture_missing"} <= codes(without)


def test_places_to_be_put_in_order_get_letters():
    body = (
        f'<p>Xếp</p><graphicOrderInteraction responseIdentifier="RESPONSE">{SPOTS}</graphicOrderInteraction>'
    )
    told = declared(["Y", "X"], cardinality="ordered")
    (found,) = importing.read(package({"a.xml": item(body, told)}, {"cay.png": a_png()})).questions
    by_id = {one["id"]: one["text"] for one in found.content["items"]}
    assert [by_id[id_] for id_ in found.key["order"]] == ["B", "A"]


def cartridge(questions, more=()):
    kinds = [("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "q/assessment_qti.xml"), ("webcontent", "bai.html")]
    told = manifest([*kinds, ("imswl_xmlv1p1", "link.xml")], "IMS Common Cartridge")
    return packed({"imsmanifest.xml": told, "q/assessment_qti.xml": questions, "bai.html": "x", **dict(more)})


def test_a_cartridge_gives_its_questions_and_names_the_rest():
    questions = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="a"
        title="Đề 1"><section ident="s"><item ident="i"><presentation><material><mattext texttype="text/html">
        &lt;p&gt;Hỏi &lt;img src="$IMS-CC-FILEBASE$/hinh.png" alt="Hình"&gt;&lt;/p&gt;</mattext></material>
        <response_lid ident="r"><render_choice>
        <response_label ident="1"><material><mattext>một</mattext></material></response_label>
        <response_label ident="2"><material><mattext>hai</mattext></material></response_label>
        </render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>
        <varequal respident="r">2</varequal></conditionvar><setvar action="Set" varname="SCORE">100</setvar>
        </respcondition></resprocessing></item></section></assessment></questestinterop>"""
    result = importing.read(cartridge(questions, {"web_resources/hinh.png": a_png()}))
    assert result.format == "cartridge"
    (found,) = result.questions
    assert (found.key, found.topic, len(found.pictures)) == ({"right": "b"}, "Đề 1", 1)
    (issue,) = result.issues
    assert (issue.code, issue.values["many"]) == ("not_questions", 2)


def test_a_cartridge_without_questions_says_so():
    assert refused(
        packed({"imsmanifest.xml": manifest([("webcontent", "a.html")], "IMS Common Cartridge")})
    ) == ("no_questions")


def link():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo("imsmanifest.xml")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return out.getvalue()


DEEP = choice("x").replace("<p>", "<p>" + "<div>" * 10_000).replace("</p>", "</div>" * 10_000 + "</p>")
HOSTILE = {
    "upwards": (packed({"imsmanifest.xml": manifest([]), "../a.xml": choice()}), "package_unsafe_names"),
    "a link": (link(), "package_unsafe_names"),
    "bomb": (packed({"a.xml": b"<a>" + b" " * 60_000_000}), "package_unpacks_too_large"),
    "cut off": (package({"a.xml": choice()})[:-200], "package_damaged"),
    "another package": (packed({"word/document.xml": "<w/>"}), "package"),
    "a list alone": (manifest([]).encode(), "test_alone"),
    "a test alone": (TEST.encode(), "test_alone"),
    "laughs": (
        choice().replace("<assessmentItem", "<!DOCTYPE a [<!ENTITY b 'c'>]><assessmentItem").encode(),
        "entities",
    ),
    "deep": (DEEP.encode(), "too_deep"),
    "half": (choice().encode()[:-30], "damaged_xml"),
    "wrong letters": (choice("Đề").encode().replace("Đ".encode(), b"\xff\xfe"), "damaged_xml"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_sentence_within_a_second(name):
    content, code = HOSTILE[name]
    began = time.process_time()
    assert refused(content) == code
    assert time.process_time() - began < 1


ONE = """<responseCondition><responseIf><match><variable identifier="RESPONSE"/>
    <baseValue baseType="identifier">A</baseValue></match><setOutcomeValue identifier="SCORE">
    <baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>"""
LONG = ONE * 3_000


@pytest.mark.parametrize(
    "source",
    [
        choice(processing=f"<responseProcessing>{LONG}</responseProcessing>", options=["a", "b"] * 40),
        choice(processing="<responseProcessing><responseCondition/><setOutcomeValue/></responseProcessing>"),
        choice(processing="<responseProcessing><responseCondition><responseIf/></responseCondition>")
        + "</responseProcessing>",
        choice(right=["1e999999"], options=["x" * 300_000]),
        item("<textEntryInteraction responseIdentifier='RESPONSE'/>", declared(["1e999999"], base="float")),
        item("<sliderInteraction responseIdentifier='RESPONSE'/>", declared(["NaN"], base="float")),
        item("<choiceInteraction/>"),
        item("<matchInteraction responseIdentifier='RESPONSE'/>", declared(["a"], base="directedPair")),
        item("<gapMatchInteraction responseIdentifier='RESPONSE'/>", declared(["a"], base="directedPair")),
        item("<textEntryInteraction responseIdentifier='R'/>" * 3_000, declared(["1"], "R")),
        item("<graphicGapMatchInteraction responseIdentifier='RESPONSE'/>", declared(["a b"], base="pair")),
        item("<p>" + "<b>x</b>" * 60_000 + "</p>"),
        "<questestinterop>" + "<item><presentation/></item>" * 3_000 + "</questestinterop>",
        "<questestinterop><item><presentation><response_lid><render_choice>"
        + "<response_label/>" * 30_000
        + "</render_choice></response_lid></presentation></item></questestinterop>",
    ],
)
def test_whatever_stands_inside_is_read_or_refused_within_a_second(source):
    began = time.process_time()
    with suppress(importing.Refused):
        importing.read(source.encode(), "qti")
    assert time.process_time() - began < 1.5


def test_the_rules_of_a_whole_package_cost_no_more_than_a_file_may(monkeypatch):
    monkeypatch.setattr(effort, "MOST_FOR_ALL", 200)
    long = choice(processing=f"<responseProcessing>{ONE * 5}</responseProcessing>", options=["a", "b"])
    found = importing.read(
        package({f"{at}.xml": long.replace("Hỏi", f"Hỏi {at}") for at in range(9)})
    ).questions
    assert [one.key for one in found] == [{"right": "a"}] * 9
    assert "own_rules" not in codes(found[0])
    assert "own_rules" in codes(found[-1])


def test_a_thousand_items_are_read_in_a_few_seconds():
    content = package({f"items/{at}.xml": choice(f"Câu {at}?") for at in range(1000)})
    began = time.process_time()
    assert importing.read(content).counts["importable"] == 1000
    assert time.process_time() - began < 10


@pytest.mark.parametrize("version", [str, as_qti3])
def test_pictures_to_choose_from_go_with_their_options(version):
    options = ['<img src="a.png" alt="Hình tròn"/>', '<img src="b.png" alt=""/>', "không có"]
    items = {"a.xml": version(choice("Hình nào tròn?", options))}
    (found,) = importing.read(package(items, {"a.png": a_png("red"), "b.png": a_png()})).questions
    assert [one["text"] for one in found.content["options"]] == ["Hình tròn", "Hình 2", "không có"]
    assert [one.option for one in found.pictures] == ["a", "b"]


STIMULUS = """<assessmentStimulus xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="s"
    title="Con suối"><stimulusBody><p>Suối chảy.</p></stimulusBody></assessmentStimulus>"""


@pytest.mark.parametrize("version", [str, as_qti3])
def test_a_text_beside_several_items_is_their_passage(version):
    about = '<assessmentStimulusRef identifier="s" href="stimuli/s.xml"/>'
    items = {
        f"{at}.xml": version(choice(f"Câu {at}?", declarations=declared(["A"]) + about)) for at in range(2)
    }
    found = importing.read(package(items, {"stimuli/s.xml": version(STIMULUS)})).questions
    assert [(one.passage.title, one.passage.text) for one in found] == [("Con suối", "Suối chảy.")] * 2
    (alone,) = importing.read(package({"0.xml": items["0.xml"]})).questions
    assert codes(alone) == {"attachment"}
