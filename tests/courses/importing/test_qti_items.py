"""Items of QTI 2 and 3: every interaction becomes its kind, with the marks of the file, or says why not."""

import pytest

from courses import importing
from tests.courses.importing.qti_builders import as_qti3, choice, declared, item, mapped, rules

TEXT = '<textEntryInteraction responseIdentifier="RESPONSE"/>'


def read(source):
    (found,) = importing.read(source.encode(), "qti").questions
    return found


def codes(found):
    return {issue.code for issue in found.issues}


def texts(found, name):
    return [one["text"] for one in found.content[name]]


@pytest.fixture(params=[str, as_qti3], ids=["2.1", "3.0"])
def version(request):
    """Every test of a kind asks both ways of writing it."""
    return request.param


def test_one_of_several_options(version):
    found = read(version(choice("Thủ đô là <b>đâu</b>?", ["Huế", "Hà Nội", "Vinh"], ["B"])))
    assert (found.kind, found.text) == ("one_choice", "Thủ đô là đâu?")
    assert texts(found, "options") == ["Huế", "Hà Nội", "Vinh"]
    assert found.key == {"right": "b"}
    assert codes(found) == {"emphasis"}


def test_options_that_say_true_and_false_are_that_kind(version):
    assert read(version(choice(options=["Đúng", "Sai"], right=["B"]))).key == {"right": "false"}


def test_parts_of_the_points_come_from_the_mapping(version):
    told = declared(["A"], more=mapped({"A": 2, "C": 1}))
    found = read(version(choice(declarations=told, processing=rules("map_response"))))
    assert found.key == {"right": "a", "worth": {"c": "0.5"}}
    assert not found.is_lossy


def test_several_options_that_count_only_together_say_so(version):
    found = read(version(choice(right=["A", "C"], most=0)))
    assert (found.kind, found.key) == ("several_choices", {"right": ["a", "c"]})
    assert codes(found) == {"all_or_nothing"}


def test_several_options_with_their_own_worth(version):
    told = declared(["A", "C"], cardinality="multiple", more=mapped({"A": 3, "C": 1, "B": -1}, lowerBound=0))
    found = read(version(choice(most=0, declarations=told, processing=rules("map_response"))))
    assert found.key == {"right": ["a", "c"], "worth": {"a": "0.75", "b": "-0.25", "c": "0.25"}}
    assert not codes(found)


def test_things_to_be_put_in_order(version):
    body = (
        '<orderInteraction responseIdentifier="RESPONSE"><prompt>Xếp từ bé đến lớn</prompt>'
        '<simpleChoice identifier="A">3</simpleChoice><simpleChoice identifier="B">1</simpleChoice>'
        '<simpleChoice identifier="C">2</simpleChoice></orderInteraction>'
    )
    found = read(version(item(body, declared(["B", "C", "A"], cardinality="ordered"))))
    assert (found.kind, found.text) == ("ordering", "Xếp từ bé đến lớn")
    by_id = {one["id"]: one["text"] for one in found.content["items"]}
    assert [by_id[id_] for id_ in found.key["order"]] == ["1", "2", "3"]
    assert found.key["grading"] == "all"


def match(lefts, rights, pairs, processing=None, more=""):
    sets = "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{letter}{at}" matchMax="1">{text}</simpleAssociableChoice>'
            for at, text in enumerate(told)
        )
        + "</simpleMatchSet>"
        for letter, told in (("L", lefts), ("R", rights))
    )
    body = f'<p>Nối</p><matchInteraction responseIdentifier="RESPONSE">{sets}</matchInteraction>'
    told = declared(pairs, cardinality="multiple", base="directedPair", more=more)
    return item(body, told, processing)


def test_pairs_become_matching(version):
    more = mapped({"L0 R1": 1, "L1 R0": 1})
    source = match(["chó", "mèo"], ["meo", "gâu", "ò ó o"], ["L0 R1", "L1 R0"], rules("map_response"), more)
    found = read(version(source))
    assert found.kind == "matching"
    rights = {one["id"]: one["text"] for one in found.content["right"]}
    lefts = {one["id"]: one["text"] for one in found.content["left"]}
    assert {lefts[one]: rights[other] for one, other in found.key["pairs"].items()} == {
        "chó": "gâu",
        "mèo": "meo",
    }
    assert "ò ó o" in rights.values()
    assert not codes(found)


def test_many_that_go_with_few_become_groups():
    found = read(match(["trâu", "lúa", "gà"], ["con vật", "cây"], ["L0 R0", "L1 R1", "L2 R0"]))
    assert found.kind == "classify"
    assert texts(found, "groups") == ["con vật", "cây"]


def test_four_rows_that_are_true_or_false_are_the_kind_of_the_exam():
    pairs = ["L0 R0", "L1 R1", "L2 R0", "L3 R1"]
    found = read(match(["a", "b", "c", "d"], ["Đúng", "Sai"], pairs))
    assert (found.kind, found.key) == (
        "four_statements",
        {"a": "true", "b": "false", "c": "true", "d": "false"},
    )
    assert "statement_marks" in codes(found)


def test_one_that_goes_with_several_is_refused_with_a_sentence():
    found = read(match(["a", "b"], ["x", "y", "z"], ["L0 R0", "L0 R1", "L1 R0"]))
    assert codes(found) == {"pairs_many"}


def test_pairs_out_of_one_heap(version):
    told = "".join(
        f'<simpleAssociableChoice identifier="{id_}" matchMax="1">{text}</simpleAssociableChoice>'
        for id_, text in (("A", "2"), ("B", "bốn"), ("C", "hai"), ("D", "4"))
    )
    body = f'<p>Ghép</p><associateInteraction responseIdentifier="RESPONSE">{told}</associateInteraction>'
    found = read(version(item(body, declared(["A C", "B D"], cardinality="multiple", base="pair"))))
    assert found.kind == "matching"
    assert texts(found, "left") == ["2", "bốn"]
    assert {"one_heap", "all_or_nothing"} <= codes(found)


def test_a_text_to_write(version):
    told = declared(["Hà Nội"], base="string", more=mapped({"Hà Nội": 1, "Thăng Long": 0.5}))
    found = read(version(item(f"<p>Thủ đô là {TEXT}.</p>", told, rules("map_response"))))
    assert (found.kind, found.text) == ("short_text", "Thủ đô là ….")
    assert found.key == {"accepted": ["Hà Nội", "Thăng Long"], "worth": {"Thăng Long": "0.5"}}
    assert found.content["case_matters"]


def test_a_number_with_its_tolerance_and_unit(version):
    processing = """<responseProcessing><responseCondition><responseIf>
        <equal toleranceMode="absolute" tolerance="0.1 0.1"><variable identifier="RESPONSE"/>
        <correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE">
        <baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>
        </responseProcessing>"""
    found = read(version(item(f"<p>Cạnh dài {TEXT} cm</p>", declared(["2.50"], base="float"), processing)))
    assert (found.kind, found.content["unit"]) == ("short_number", "cm")
    assert found.key == {"value": "2,5", "tolerance": "0,1"}
    assert not codes(found)


def test_right_answers_that_only_the_rules_name_are_found():
    processing = """<responseProcessing><responseCondition><responseIf><or>
        <stringMatch caseSensitive="false"><variable identifier="RESPONSE"/>
        <baseValue baseType="string">trâu</baseValue></stringMatch>
        <stringMatch caseSensitive="false"><variable identifier="RESPONSE"/>
        <baseValue baseType="string">con trâu</baseValue></stringMatch></or>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">2</baseValue></setOutcomeValue>
        </responseIf></responseCondition></responseProcessing>"""
    found = read(item(f"<p>Con gì? {TEXT}</p>", declared(base="string"), processing))
    assert found.key == {"accepted": ["trâu", "con trâu"]}
    assert not found.content["case_matters"]


def test_gaps_in_a_text_have_their_weights(version):
    body = (
        '<p>Có <textEntryInteraction responseIdentifier="A"/> mùa; mùa <inlineChoiceInteraction '
        'responseIdentifier="B"><inlineChoice identifier="x">hè</inlineChoice><inlineChoice identifier="y">'
        "đông</inlineChoice></inlineChoiceInteraction> lạnh.</p>"
    )
    told = declared(["4"], "A", base="integer", more=mapped({"4": 2}))
    told += declared(["y"], "B", more=mapped({"y": 1}))
    processing = """<responseProcessing><setOutcomeValue identifier="SCORE"><sum>
        <mapResponse identifier="A"/><mapResponse identifier="B"/></sum></setOutcomeValue>
        </responseProcessing>"""
    found = read(version(item(body, told, processing)))
    assert found.content["text"] == "Có {1} mùa; mùa {2} lạnh."
    assert [gap["weight"] for gap in found.content["gaps"].values()] == [67, 33]
    assert found.key["gaps"] == {"1": {"value": "4"}, "2": {"right": "b"}}


def test_words_dragged_into_a_text_are_chosen(version):
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE">'
        '<gapText identifier="W" matchMax="1">lúa</gapText>'
        '<gapText identifier="X" matchMax="1">ngô</gapText><p>Em gặt <gap identifier="G1"/> và bẻ '
        '<gap identifier="G2"/>.</p></gapMatchInteraction>'
    )
    more = mapped({"W G1": 1, "X G2": 1})
    told = declared(["W G1", "X G2"], cardinality="multiple", base="directedPair", more=more)
    found = read(version(item(body, told, rules("map_response"))))
    assert (found.kind, found.content["text"]) == ("cloze", "Em gặt {1} và bẻ {2}.")
    assert codes(found) == {"dragging"}


def test_words_to_be_pointed_at_are_listed(version):
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><p>Em <hottext identifier="A">chạy'
        '</hottext> rất <hottext identifier="B">nhanh</hottext>.</p></hottextInteraction>'
    )
    found = read(version(item(body, declared(["B"]))))
    assert (found.kind, found.text) == ("one_choice", "Em «chạy» rất «nhanh».")
    assert texts(found, "options") == ["chạy", "nhanh"]


@pytest.mark.parametrize(
    ("body", "kind", "issues"),
    [
        ('<p>Viết</p><extendedTextInteraction responseIdentifier="RESPONSE"/>', "essay", set()),
        ('<p>Nộp</p><uploadInteraction responseIdentifier="RESPONSE"/>', "file", set()),
        ("<p>Đọc thôi</p>", "information", set()),
        (
            '<p>Vẽ</p><drawingInteraction responseIdentifier="RESPONSE">'
            '<object data="a.png" type="image/png"/>'
            "</drawingInteraction>",
            "photo",
            {"drawn_on_screen", "picture_missing"},
        ),
        ('<p>Kéo</p><graphicAssociateInteraction responseIdentifier="RESPONSE"/>', "", {"unknown_kind"}),
        ('<p>Chỉ</p><selectPointInteraction responseIdentifier="RESPONSE"/>', "", {"unknown_kind"}),
        ('<p>?</p><customInteraction responseIdentifier="RESPONSE"/>', "", {"unknown_kind"}),
        (
            '<p>?</p><uploadInteraction responseIdentifier="RESPONSE"/>'
            '<extendedTextInteraction responseIdentifier="RESPONSE"/>',
            "",
            {"mixed_kinds"},
        ),
    ],
)
def test_other_interactions_have_a_kind_or_a_reason(version, body, kind, issues):
    found = read(version(item(body, declared(base="string"), "")))
    assert codes(found) == issues
    assert found.is_refused if not kind else found.kind == kind


def test_a_number_on_a_scale_is_written(version):
    body = '<p>Mấy?</p><sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="10"/>'
    found = read(version(item(body, declared(["7"], base="integer"))))
    assert (found.kind, found.key) == ("short_number", {"value": "7"})
    assert codes(found) == {"slider"}


def test_numbers_at_random_are_refused_by_name():
    found = read(choice(more='<templateDeclaration identifier="A" cardinality="single" baseType="integer"/>'))
    assert codes(found) == {"random_numbers"}


def test_feedback_on_an_option_stays_with_it_and_that_on_all_explains():
    processing = """<responseProcessing><responseCondition><responseIf><match>
        <variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
        </responseIf></responseCondition><setOutcomeValue identifier="FEEDBACK">
        <variable identifier="RESPONSE"/></setOutcomeValue></responseProcessing>"""
    feedback = '<modalFeedback identifier="{}" outcomeIdentifier="FEEDBACK" showHide="{}">{}</modalFeedback>'
    more = feedback.format("B", "show", "Xem lại bài 3") + feedback.format("none", "hide", "Vì 2 + 2 = 4")
    outcome = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
    found = read(choice(declarations=declared(["A"]) + outcome, processing=processing, more=more))
    assert found.key == {"right": "a", "said": {"b": "Xem lại bài 3"}}
    assert found.feedback == "Vì 2 + 2 = 4"
    assert not codes(found)


def test_rules_that_are_not_carried_out_are_said():
    setting = "<setOutcomeValue identifier='SCORE'><random/></setOutcomeValue>"
    processing = f"<responseProcessing>{setting}</responseProcessing>"
    found = read(choice(processing=processing))
    assert found.key == {"right": "a"}
    assert "own_rules" in codes(found)


def test_formulas_of_mathml_become_latex():
    half = "<m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac>"
    math = f'<m:math xmlns:m="http://www.w3.org/1998/Math/MathML">{half}</m:math>'
    assert read(choice(f"Tính {math}")).text == r"Tính \( \frac{1}{2} \)"


def test_what_is_told_to_teachers_is_the_marking_guide():
    body = (
        '<p>Viết</p><extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="12"/>'
        '<rubricBlock view="scorer"><p>Đủ ba ý</p></rubricBlock>'
    )
    found = read(item(body, declared(base="string"), ""))
    assert found.content["lines"] == 12
    assert found.key == {"model": "Đủ ba ý"}
