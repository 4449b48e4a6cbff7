"""QTI 1.2: what Canvas and older programs export, by the name of the kind or by its shape."""

import pytest

from courses import importing


def document(*items, title="Đề 1"):
    return (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment ident="a" title="{title}"><section ident="root_section">{"".join(items)}</section>'
        "</assessment></questestinterop>"
    ).encode()


def item(presentation, processing="", kind="", more="", title="Câu"):
    field = (
        f"<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel>"
        f"<fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
    )
    return (
        f'<item ident="i" title="{title}">{field if kind else ""}<presentation>{presentation}</presentation>'
        f'<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>'
        f"</outcomes>{processing}</resprocessing>{more}</item>"
    )


def material(text, form="text/html"):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<material><mattext texttype="{form}">{escaped}</mattext></material>'


def lid(options, name="r", cardinality="Single", before=""):
    labels = "".join(
        f'<response_label ident="{id_}">{material(text, "text/plain")}</response_label>'
        for id_, text in options.items()
    )
    return (
        f'<response_lid ident="{name}" rcardinality="{cardinality}">{before}<render_choice>{labels}'
        "</render_choice></response_lid>"
    )


def fib(name="r", kind="String"):
    return (
        f'<response_str ident="{name}"><render_fib fibtype="{kind}"><response_label ident="a"/></render_fib>'
        "</response_str>"
    )


def when(condition, points=100, action="Set", more="", goes_on="No"):
    setting = f'<setvar action="{action}" varname="SCORE">{points}</setvar>' if points is not None else ""
    told = f"<conditionvar>{condition}</conditionvar>{setting}{more}"
    return f'<respcondition continue="{goes_on}">{told}</respcondition>'


def is_(value, name="r"):
    return f'<varequal respident="{name}">{value}</varequal>'


def feedback(name):
    return f'<displayfeedback feedbacktype="Response" linkrefid="{name}"/>'


def said(name, text):
    return f'<itemfeedback ident="{name}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'


def read(*items):
    return importing.read(document(*items), "qti").questions


def codes(found):
    return {issue.code for issue in found.issues}


def test_one_choice_with_its_feedback():
    processing = (
        when("<other/>", None, more=feedback("general_fb"), goes_on="Yes")
        + when(is_("2"), None, more=feedback("2_fb"), goes_on="Yes")
        + when(is_("2"))
    )
    more = said("general_fb", "Xem <i>bài</i> 3") + said("2_fb", "Giỏi lắm")
    (found,) = read(item(material("<p>Hỏi?</p>") + lid({"1": "a < b", "2": "hai"}), processing, more=more))
    assert (found.kind, found.text, found.topic) == ("one_choice", "Hỏi?", "Đề 1")
    assert found.content["options"][0]["text"] == "a < b"
    assert found.key == {"right": "b", "said": {"b": "Giỏi lắm"}}
    assert found.feedback == "Xem bài 3"


def test_several_choices_that_count_only_together():
    rule = f"<and>{is_('1')}<not>{is_('2')}</not>{is_('3')}</and>"
    told = lid({"1": "một", "2": "hai", "3": "ba"}, cardinality="Multiple")
    (found,) = read(item(material("Số lẻ?") + told, when(rule), "multiple_answers_question"))
    assert (found.kind, found.key) == ("several_choices", {"right": ["a", "c"]})
    assert codes(found) == {"all_or_nothing"}


def test_points_added_one_by_one_are_parts_also_where_nothing_says_that_the_rules_go_on():
    rules = when(is_("1"), 50, "Add") + when(is_("3"), 50, "Add") + when(is_("2"), -25, "Add")
    told = lid({"1": "một", "2": "hai", "3": "ba"}, cardinality="Multiple")
    (found,) = read(item(material("?") + told, rules.replace(' continue="No"', "")))
    assert found.key == {"right": ["a", "c"], "worth": {"a": "0.5", "b": "-0.25", "c": "0.5"}}
    assert not codes(found)


def test_true_or_false():
    (found,) = read(item(material("Đúng không?") + lid({"t": "True", "f": "False"}), when(is_("f"))))
    assert (found.kind, found.key) == ("true_false", {"right": "false"})


def test_short_answers_are_all_that_the_rules_accept():
    rule = when(is_("Hà Nội") + "", 100) + when(is_("Thăng Long"), 50)
    (found,) = read(item(material("Thủ đô?") + fib(), rule, "short_answer_question"))
    assert found.key == {"accepted": ["Hà Nội", "Thăng Long"], "worth": {"Thăng Long": "0.5"}}
    assert not found.content["case_matters"]


def test_a_number_with_its_range():
    edges = '<and><vargte respident="r">2.4</vargte><varlte respident="r">2.6</varlte></and>'
    rule = when(f"<or>{is_('2.5')}{edges}</or>")
    (found,) = read(item(material("Mấy?") + fib(kind="Decimal"), rule, "numerical_question"))
    assert (found.kind, found.key) == ("short_number", {"value": "2,5", "tolerance": "0,1"})
    assert not codes(found)


def test_gaps_named_in_the_text_accept_all_that_stands_there():
    told = lid({"1": "đỏ", "2": "Đỏ tươi"}, "response_mau") + lid({"3": "xanh"}, "response_la")
    rules = when(is_("1", "response_mau"), 50, "Add", goes_on="Yes") + when(
        is_("3", "response_la"), 50, "Add"
    )
    source = item(material("Hoa [mau], lá [la]. [khác]") + told, rules, "fill_in_multiple_blanks_question")
    (found,) = read(source)
    assert found.content["text"] == "Hoa {1}, lá {2}. [khác]"
    assert found.key["gaps"] == {"1": {"accepted": ["đỏ", "Đỏ tươi"]}, "2": {"accepted": ["xanh"]}}
    assert not codes(found)


def test_lists_in_the_text():
    told = lid({"1": "đỏ", "2": "tím"}, "response_mau")
    rules = when(is_("2", "response_mau"), 100, "Add")
    (found,) = read(item(material("Hoa [mau].") + told, rules, "multiple_dropdowns_question"))
    assert found.content["gaps"]["1"]["kind"] == "choice"
    assert found.key["gaps"] == {"1": {"right": "b"}}


def test_matching_has_its_misleading_ones():
    told = "".join(
        lid({"1": "gâu", "2": "meo", "3": "ò ó o"}, name, before=material(text))
        for name, text in (("a", "chó"), ("b", "mèo"))
    )
    rules = when(is_("1", "a"), 50, "Add", goes_on="Yes") + when(is_("2", "b"), 50, "Add")
    (found,) = read(item(material("Nối") + told, rules, "matching_question"))
    assert (found.kind, found.text) == ("matching", "Nối")
    assert len(found.content["right"]) == 3
    assert not codes(found)


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [("essay", "essay"), ("file_upload", "file"), ("text_only", "information")],
)
def test_kinds_without_marks(kind, becomes):
    (found,) = read(item(material("Viết nhé") + (fib() if kind == "essay" else ""), kind=f"{kind}_question"))
    assert (found.kind, found.text, codes(found)) == (becomes, "Viết nhé", set())


@pytest.mark.parametrize(
    ("kind", "code"), [("calculated_question", "random_numbers"), ("hot_spot_question", "unknown_kind")]
)
def test_other_kinds_are_refused_by_name_and_leave_their_neighbours(kind, code):
    found = read(item(material("?") + fib(), when(is_("x")), kind), item(material("Còn?")))
    assert [one.is_refused for one in found] == [True, False]
    assert codes(found[0]) == {code}


def test_a_document_type_alone_is_no_attack():
    source = document(item(material("Còn?"))).replace(
        b"<questestinterop", b'<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd"><questestinterop', 1
    )
    assert importing.read(source).counts["importable"] == 1
    with pytest.raises(importing.Refused) as refused:
        importing.read(source.replace(b'dtd">', b'dtd" [<!ENTITY a "b">]>'))
    assert refused.value.issue.code == "entities"


def test_one_damaged_item_leaves_its_neighbours_and_a_file_that_breaks_off_is_refused():
    items = [
        item(material("Một?")),
        item(material("Hai?")).replace("<mattext", "<b><mattext", 1),
        item(material("Ba?")),
    ]
    found = importing.read(document(*items)).questions
    assert [(one.text, one.is_refused) for one in found] == [("Một?", False), ("", True), ("Ba?", False)]
    with pytest.raises(importing.Refused) as refused:
        importing.read(document(*items)[:-40])
    assert refused.value.issue.code == "damaged_xml"


def test_the_text_that_several_items_name_is_their_passage():
    parent = "<qtimetadatafield><fieldlabel>parent_stimulus_item_ident</fieldlabel><fieldentry>s</fieldentry>"
    about = f"<itemmetadata><qtimetadata>{parent}</qtimetadatafield></qtimetadata></itemmetadata>"
    stimulus = item(material("Suối chảy."), title="Con suối").replace('ident="i"', 'ident="s"')
    questions = [item(material(f"Câu {at}?") + fib(), when(is_("x")), more=about) for at in range(2)]
    found = read(stimulus, *questions)
    assert [(one.text, one.passage.title, one.passage.text) for one in found] == [
        ("Câu 0?", "Con suối", "Suối chảy."),
        ("Câu 1?", "Con suối", "Suối chảy."),
    ]
