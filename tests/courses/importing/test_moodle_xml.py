"""Moodle XML: every core kind, what is lost, what cannot be asked."""

import base64

import pytest

from courses import importing
from courses.importing import moodle_xml
from tests.courses.importing.builders import a_png, answer, category, moodle, multichoice, question


def read(*questions):
    found, _issues = moodle_xml.read(moodle(*questions))
    return found


def one(*questions):
    (found,) = read(*questions)
    return found


def codes(found):
    return [issue.code for issue in found.issues]


def judged(*questions):
    return importing.read(moodle(*questions)).questions


def test_one_choice_with_points_explanation_topic_and_level():
    found = one(
        category("$course$/top/Mặc định cho Toán/Phân số"),
        multichoice(
            "<p>1 + 1 = ?</p>",
            [(100, "<p>2</p>", "Đúng"), (0, "3", "Chưa")],
            "<single>true</single><defaultgrade>2.0000000</defaultgrade>"
            "<generalfeedback format='html'><text>Cộng lại</text></generalfeedback>"
            "<tags><tag><text>Thông hiểu</text></tag></tags>",
        ),
    )
    assert (found.kind, found.text, found.points) == ("one_choice", "1 + 1 = ?", "2")
    assert (found.topic, found.level, found.feedback) == ("Phân số", "understand", "Cộng lại")
    assert found.key == {"right": "a", "said": {"a": "Đúng", "b": "Chưa"}}


def test_several_choices_keep_their_fractions():
    found = one(multichoice("Chọn", [(50, "a"), (50, "b"), (-25, "c")], "<single>false</single>"))
    assert found.kind == "several_choices"
    assert found.key == {"right": ["a", "b"], "worth": {"a": "0.5", "b": "0.5", "c": "-0.25"}}


def test_true_false_short_answers_numbers_pairs():
    truth, text, number, pairs = read(
        question("truefalse", more=answer(0, "true", "Chưa") + answer(100, "false")),
        question("shortanswer", more="<usecase>1</usecase>" + answer(100, "Hà Nội") + answer(50, "HN")),
        question("numerical", more=answer(100, "3.5", more="<tolerance>0.1</tolerance>")),
        question(
            "matching",
            more="".join(
                f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
                for left, right in [("Lào", "Viêng Chăn"), ("Nhật", "Tô-ki-ô"), ("", "Hà Nội")]
            ),
        ),
    )
    assert (truth.kind, truth.key) == ("true_false", {"right": "false", "said": {"true": "Chưa"}})
    assert (text.kind, text.content["case_matters"]) == ("short_text", True)
    assert text.key == {"accepted": ["Hà Nội", "HN"], "worth": {"HN": "0.5"}}
    assert (number.kind, number.key) == ("short_number", {"value": "3,5", "tolerance": "0,1"})
    assert (pairs.kind, pairs.key) == ("matching", {"pairs": {"a": "1", "b": "2"}})


def test_embedded_answers_become_gaps():
    found = one(
        question(
            "cloze",
            "<p>Thủ đô là {1:SHORTANSWER:=Hà Nội~%50%HN#gần đúng}, có {2:NUMERICAL:=12:1} quận, ở miền "
            r"{1:MULTICHOICE:=Bắc~Nam}, \(\frac{1}{2}\).</p>",
        )
    )
    assert found.kind == "cloze"
    assert found.content["text"] == r"Thủ đô là {1}, có {2} quận, ở miền {3}, \(\frac{ 1}{ 2}\)."
    assert [gap["kind"] for gap in found.content["gaps"].values()] == ["text", "number", "choice"]
    assert found.content["gaps"]["2"]["weight"] == 2
    assert found.key["gaps"]["1"] == {"accepted": ["Hà Nội", "HN"], "worth": {"HN": "0.5"}}
    assert found.key["gaps"]["2"] == {"value": "12", "tolerance": "1"}
    assert found.key["gaps"]["3"] == {"right": "a"}


def test_words_to_choose_and_to_drag_become_gaps_with_lists():
    words = "".join(
        f"<{{0}}><text>{word}</text><group>{group}</group></{{0}}>"
        for word, group in [("mèo", 1), ("ghế", 2), ("chó", 1), ("bàn", 2)]
    )
    chosen, dragged = read(
        question("gapselect", "Con [[1]] trên [[2]].", words.replace("{0}", "selectoption")),
        question("ddwtos", "Con [[3]].", words.replace("{0}", "dragbox")),
    )
    assert chosen.content["text"] == "Con {1} trên {2}."
    assert [option["text"] for option in chosen.content["gaps"]["1"]["options"]] == ["mèo", "chó"]
    assert dragged.key == {"gaps": {"1": {"right": "b"}}}
    assert "dragging" in codes(dragged)


def test_four_statements_and_other_rows():
    def rows(many):
        return (
            "".join(
                f'<row number="{at}"><optiontext><text>Ý {at}</text></optiontext></row>'
                for at in range(1, many + 1)
            )
            + '<column number="1"><responsetext><text>Đúng</text></responsetext></column>'
            '<column number="2"><responsetext><text>Sai</text></responsetext></column>'
            + "".join(
                f'<weight rownumber="{at}" columnnumber="{1 + at % 2}"><value> 1.000 </value></weight>'
                for at in range(1, many + 1)
            )
        )

    four, two = read(question("kprime", more=rows(4)), question("mtf", more=rows(2)))
    assert four.kind == "four_statements"
    assert four.key == {"a": "false", "b": "true", "c": "false", "d": "true"}
    assert "statement_marks" in codes(four)
    assert (two.kind, two.key) == ("classify", {"groups": {"a": "2", "b": "1"}})


def test_essay_description_ordering():
    essay, told, ordered = read(
        question("essay", more="<graderinfo><text>Ý chính</text></graderinfo>"),
        question("description"),
        question("ordering", more=answer(1, "một") + answer(2, "hai")),
    )
    assert (essay.kind, essay.key) == ("essay", {"model": "Ý chính"})
    assert told.kind == "information"
    assert ordered.key == {"order": ["a", "b"], "grading": "place"}


def test_what_gets_lost_is_named():
    found = one(
        multichoice(
            "Nghe <audio src='@@PLUGINFILE@@/a.mp3'></audio>",
            more="<single>true</single><hint><text>Gợi ý</text></hint>"
            "<correctfeedback><text>Giỏi lắm!</text></correctfeedback>",
        )
    )
    assert {"sound", "hints", "common_feedback"} <= set(codes(found))
    assert found.is_lossy


def test_a_picture_comes_along_and_pictures_of_answers_are_named():
    data = base64.b64encode(a_png()).decode()
    file = f'<file name="cân.png" encoding="base64">{data}</file>'
    source = (
        '<question type="multichoice"><questiontext format="html"><text>'
        '<![CDATA[Cân <img src="@@PLUGINFILE@@/c%C3%A2n.png" alt="Cái cân">]]>'
        f"</text>{file}</questiontext><single>true</single>"
        '<answer fraction="100"><text><![CDATA[a <img src="@@PLUGINFILE@@/cân.png">]]></text>'
        f"{file}</answer>{answer(0, 'b')}</question>"
    )
    found = one(source)
    assert [(one.content, one.alt, one.option) for one in found.pictures] == [
        (a_png(), "Cái cân", ""),
        (a_png(), "", "a"),
    ]


def test_answers_that_are_pictures_get_a_name():
    data = base64.b64encode(a_png()).decode()
    found = one(
        multichoice("Chọn hình", [(100, f'<img src="data:image/png;base64,{data}">'), (0, "không có")])
    )
    assert codes(found) == ["picture_named"]
    assert [option["text"] for option in found.content["options"]] == ["Hình 1", "không có"]


@pytest.mark.parametrize(
    ("kind", "code"), [("coderunner", "unknown_kind"), ("calculated", "random_numbers"), ("", "unknown_kind")]
)
def test_a_kind_that_is_not_asked_here_is_named(kind, code):
    first, second = judged(question(kind, "Viết chương trình"), multichoice())
    assert codes(first) == [code]
    assert first.text == "Viết chương trình"
    assert not second.is_refused


def test_every_question_counts():
    result = importing.read(moodle(category("a"), multichoice("Một"), question("stack"), multichoice("Hai")))
    assert result.counts == {"found": 3, "importable": 2, "lossy": 0, "refused": 1}


def test_one_question_with_broken_xml_does_not_sink_the_file():
    broken = '<question type="multichoice"><questiontext><text>A & B</text></questiontext></question>'
    first, second, third = judged(multichoice("Một"), broken, multichoice("Ba"))
    assert codes(second) == ["damaged_question"]
    assert second.text == "A & B"
    assert [first.text, third.text] == ["Một", "Ba"]


def test_the_marks_of_the_file_are_the_marks_of_the_bank_or_it_is_told():
    """Whatever the kinds know of partly right answers, no mark changes in silence."""
    (found,) = judged(multichoice("Chọn", [(100, "a"), (50, "b"), (0, "c")]))
    from courses.questions import one_choice

    here = one_choice.score("b", found.content, found.key)
    assert (float(here) == 0.5) is ("worth" not in codes(found))
