"""What the bank hands on it can take back: nothing is lost on the way."""

import io
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from defusedxml import ElementTree

from courses import importing
from courses.exporting import FORMATS, excel, gift, moodle_xml, qti3, word
from courses.models import Passage, Question, QuestionVersion
from courses.questions import KINDS
from lms.models import Picture
from tests.courses import quizzes
from tests.courses.importing.builders import choice_of_pictures, make_import, moodle, with_picture
from tests.courses.importing.qti_builders import packed

OPTIONS = [
    {"id": "a", "text": r"\(\frac{3}{4}\)"},
    {"id": "b", "text": "x < y & {z} = ~1 #2: $3 và $4"},
    {"id": "c", "text": "dòng một"},
]
EVERY_KIND = {
    "one_choice": (
        {"options": OPTIONS},
        {"right": "b", "worth": {"c": "0.5"}, "said": {"a": "Xem lại {1}", "b": "Đúng"}},
    ),
    "several_choices": ({"options": OPTIONS}, {"right": ["a", "c"]}),
    "true_false": ({}, {"right": "false", "said": {"true": "Chưa"}}),
    "four_statements": (
        {"statements": [{"id": id_, "text": f"Ý {id_}"} for id_ in "abcd"]},
        {"a": "true", "b": "false", "c": "false", "d": "true"},
    ),
    "short_number": (
        {"policy": "free", "unit": ""},
        {"value": "2,5", "tolerance": "0,1", "accepted": [{"value": "3", "tolerance": "0", "worth": "0.5"}]},
    ),
    "short_text": (
        {"case_matters": False, "marks_matter": True},
        {"accepted": ["Hà Nội", "HN*"], "worth": {"HN*": "0.25"}},
    ),
    "cloze": (
        {
            "text": "Thủ đô là {1}, có {2} quận, ở miền {3}.",
            "gaps": {
                "1": {"kind": "text", "case_matters": False, "marks_matter": False, "weight": 2},
                "2": {"kind": "number", "weight": 1},
                "3": {"kind": "choice", "options": OPTIONS, "weight": 1},
            },
        },
        {
            "gaps": {
                "1": {"accepted": ["Hà Nội"]},
                "2": {"value": "12", "tolerance": "1"},
                "3": {"right": "a", "worth": {"b": "0.5"}},
            }
        },
    ),
    "matching": (
        {
            "left": [{"id": "a", "text": "Lào"}, {"id": "b", "text": "Nhật Bản"}],
            "right": [
                {"id": "1", "text": "Viêng Chăn"},
                {"id": "2", "text": "Tô-ki-ô"},
                {"id": "3", "text": "Huế"},
            ],
        },
        {"pairs": {"a": "1", "b": "2"}},
    ),
    "ordering": (
        {"items": [{"id": "a", "text": "một"}, {"id": "b", "text": "hai"}]},
        {"order": ["b", "a"], "grading": "pairs"},
    ),
    "classify": (
        {
            "groups": [{"id": "1", "text": "Thú"}, {"id": "2", "text": "Chim"}],
            "items": [{"id": "a", "text": "mèo"}, {"id": "b", "text": "sẻ"}],
        },
        {"groups": {"a": "1", "b": "2"}},
    ),
    "picture_spots": (
        {
            "spots": [{"id": "1", "x": 10, "y": 10, "w": 20, "h": 20}],
            "items": [{"id": "a", "text": "rễ"}, {"id": "b", "text": "lá"}],
        },
        {"spots": {"1": "a"}},
    ),
    "essay": (
        {"lines": 12, "words_most": 200},
        {"rubric": [{"id": "1", "text": "Bố cục", "points": "1"}], "model": "Mở bài …"},
    ),
    "photo": ({"pages_most": 3}, {"model": "Hình vẽ đúng"}),
    "spoken": ({"seconds_most": 60}, {}),
    "file": ({"kinds": ["pdf"], "mb_most": 5}, {}),
    "information": ({}, {}),
}
# What GIFT has room for, all of it.
IN_GIFT = [
    "one_choice",
    "several_choices",
    "true_false",
    "short_number",
    "short_text",
    "matching",
    "information",
]


def version(kind, **changes):
    content, key = EVERY_KIND[kind]
    told = {
        "kind": kind,
        "text": "Câu hỏi: 1 < 2,\nvà \\(x^{2} = 4\\)?\nGiá $5 hay $x$?",
        "content": content,
        "key": key,
        "feedback": "Vì {sao}? # ~ = \\ hết",
        "level": "apply",
        "topic": "Chương 1/2: Số",
        "curriculum": "TOAN6.SN.2",
        "alt": "",
        "picture_id": None,
        "audio_id": None,
    }
    return SimpleNamespace(**{**told, **changes})


def told(said):
    return {
        name: getattr(said, name)
        for name in ("kind", "text", "content", "key", "feedback", "level", "topic", "curriculum")
    }


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_back(writer, *versions):
    form = next(name for name, known in FORMATS.items() if known is writer)
    # By the reader alone: whether the bank can ask such a kind is another question.
    found, _issues = importing.FORMATS[form].read(
        writer.write([SimpleNamespaceHash(one) for one in versions]).content
    )
    return found


class SimpleNamespaceHash:
    """A version that can be the key of a dict, as those of the database are."""

    def __init__(self, said):
        self.__dict__.update(said.__dict__)

    def pictures_of_options(self):
        return {}


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize(
    "writer", [word, moodle_xml, qti3, excel], ids=["word", "moodle_xml", "qti", "excel"]
)
def test_every_kind_comes_back(writer, kind):
    (found,) = read_back(writer, version(kind))
    assert told(found) == told(version(kind))
    assert not [issue for issue in found.issues if issue.level != "note"]


# Kinds that other programs read as something near to them, or that need a picture.
NEAR = {"classify": "matching", "picture_spots": "picture_spots"}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_what_others_read_of_qti_is_marked_as_here(kind):
    """Without the file that only the bank reads, the rules of the item give the same marks."""
    said = version(kind, text="1 < 2,\nvà \\(x^{2} = 4\\)?")
    members = unpacked(qti3.write([SimpleNamespaceHash(said)]).content)
    del members[qti3.OWN]
    (found,) = importing.read(packed(members)).questions
    assert found.kind == NEAR.get(kind, kind)
    assert not {"worth", "own_rules", "all_or_nothing"} & {issue.code for issue in found.issues}
    if kind != "cloze":
        assert (found.text, found.feedback) == (said.text, said.feedback)


def test_a_package_of_qti_has_its_pieces_in_the_order_of_the_standard():
    content = qti3.write([SimpleNamespaceHash(version(kind)) for kind in EVERY_KIND]).content
    order = [
        "response-declaration",
        "outcome-declaration",
        "item-body",
        "response-processing",
        "modal-feedback",
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        hrefs = [one.get("href") for one in manifest.iter() if one.tag.endswith("}file")]
        assert sorted(hrefs) == sorted(name for name in archive.namelist() if name != "imsmanifest.xml")
        for name in archive.namelist():
            if name.startswith("items/"):
                tags = [one.tag.rpartition("}qti-")[2] for one in ElementTree.fromstring(archive.read(name))]
                assert tags == sorted(tags, key=order.index)
    assert content == qti3.write([SimpleNamespaceHash(version(kind)) for kind in EVERY_KIND]).content


def test_an_item_of_qti_that_somebody_changed_is_read_as_it_stands():
    members = unpacked(qti3.write([SimpleNamespaceHash(version("one_choice"))]).content)
    members["items/cau-1.xml"] = members["items/cau-1.xml"].replace("dòng một".encode(), "dòng hai".encode())
    (found,) = importing.read(packed(members)).questions
    assert [option["text"] for option in found.content["options"]][2] == "dòng hai"


@pytest.mark.parametrize(
    "forged", ["{", "[]", '{"items/cau-1.xml": 7}', '{"items/cau-1.xml": "{}"}', "[" * 90_000]
)
def test_what_is_forged_beside_an_item_of_qti_is_not_believed(forged):
    members = unpacked(qti3.write([SimpleNamespaceHash(version("true_false"))]).content)
    (found,) = importing.read(packed({**members, qti3.OWN: forged})).questions
    assert (found.kind, found.is_refused) == ("true_false", False)


def test_every_kind_of_the_bank_is_tried():
    assert set(KINDS) <= set(EVERY_KIND)


def test_what_hangs_on_a_question_is_said_to_stay_here():
    passage = SimpleNamespace(title="Đọc", text="Một đoạn", picture_id=None, audio_id=None)
    read_aloud = SimpleNamespaceHash(
        version("one_choice", audio_id=1, passage_id=2, passage=passage, curriculum="")
    )
    for writer in (moodle_xml, gift):
        assert len(writer.write([read_aloud]).lost[read_aloud]) == 2
    # The others have room for the passage.
    for writer in (qti3, word, excel):
        assert len(writer.write([read_aloud]).lost[read_aloud]) == 1


@pytest.mark.parametrize("kind", IN_GIFT)
def test_gift_brings_back_what_it_has_room_for(kind):
    key = {**EVERY_KIND[kind][1]}
    if kind == "short_text":
        key["wildcard"] = True
    (found,) = read_back(
        gift,
        version(kind, key=key, curriculum="", feedback="" if kind == "information" else "Vì {sao}? # ~"),
    )
    assert told(found) == {
        **told(version(kind, key=key, curriculum="")),
        "feedback": "" if kind == "information" else "Vì {sao}? # ~",
    }


def changed_document(content, change):
    """A Word file whose document was changed by `change`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            told = old.read(name)
            new.writestr(name, change(told.decode()).encode() if name == "word/document.xml" else told)
    return out.getvalue()


def test_an_exam_of_ours_that_somebody_changed_is_read_as_it_stands():
    content = word.write([SimpleNamespaceHash(version(kind)) for kind in ("one_choice", "ordering")]).content
    changed = changed_document(content, lambda told: told.replace("dòng một", "dòng hai"))
    first, second = importing.FORMATS["word"].read(changed)[0]
    assert [option["text"] for option in first.content["options"]][2] == "dòng hai"
    assert (first.key, second.kind) == ({"right": "b"}, "ordering")
    moved = changed_document(content, lambda told: told.replace(' w:val="single"', ' w:val="none"'))
    assert [issue.code for issue in importing.FORMATS["word"].read(moved)[0][0].issues] == ["no_key_seen"]


def test_a_formula_that_was_changed_in_word_is_read_as_it_stands():
    content = word.write([SimpleNamespaceHash(version("true_false"))]).content
    assert b"oMath" in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    changed = changed_document(content, lambda told: told.replace(">4</m:t>", ">9</m:t>"))
    (found,) = importing.FORMATS["word"].read(changed)[0]
    assert r"\( x^{2}=9 \)" in found.text


def test_what_an_exam_says_by_itself_is_read_without_the_part_beside():
    kinds = [
        "one_choice",
        "several_choices",
        "true_false",
        "four_statements",
        "short_number",
        "short_text",
        "cloze",
    ]
    kinds += ["matching", "essay"]
    content = word.write([SimpleNamespaceHash(version(kind)) for kind in kinds]).content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml/"):
                new.writestr(name, old.read(name))
    found = importing.FORMATS["word"].read(out.getvalue())[0]
    assert [one.kind for one in found] == kinds
    assert not [issue.code for one in found for issue in one.issues if issue.level == "error"]


def test_a_sheet_of_ours_holds_no_formula_and_is_read_as_it_stands_once_somebody_changed_it():
    options = [{"id": "a", "text": "=1+1"}, {"id": "b", "text": "+2"}, {"id": "c", "text": "@x"}]
    asked = version("one_choice", content={"options": options}, key={"right": "b"})
    book = openpyxl.load_workbook(io.BytesIO(excel.write([SimpleNamespaceHash(asked)]).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert not any(cell.data_type == "f" for cell in cells)
    next(cell for cell in cells if cell.value == "@x").value = "năm"
    out = io.BytesIO()
    book.save(out)
    (found,) = importing.FORMATS["excel"].read(out.getvalue())[0]
    assert [option["text"] for option in found.content["options"]] == ["=1+1", "+2", "năm"]


def test_an_export_that_somebody_changed_is_read_as_it_stands():
    content = moodle_xml.write([SimpleNamespaceHash(version("one_choice"))]).content
    changed = content.replace("dòng một".encode(), "dòng hai".encode(), 1)
    (found,) = importing.FORMATS["moodle_xml"].read(changed)[0]
    assert [option["text"] for option in found.content["options"]][2] == "dòng hai"


@pytest.mark.parametrize(
    "words",
    ["{", "[" * 5000, '{"kind": 1}', "null", '{"kind":"one_choice","content":{},"key":{}}', "x" * 100_000],
)
def test_what_is_forged_there_is_not_believed(words):
    own = f"<songvamaytinh>{words}</songvamaytinh></question>"
    (found,) = importing.read(moodle(with_picture().replace("</question>", own))).questions
    assert not found.is_refused
    assert found.text == "Cân nào nặng hơn?"


@pytest.mark.parametrize("forged", [r"\u0000", r"\ud800", "9" * 400 + "e999"])
def test_what_no_database_keeps_is_not_taken_from_there(forged):
    content = moodle_xml.write([SimpleNamespaceHash(version("photo"))]).content.decode()
    assert '"pages_most": 3' in content
    changed = content.replace('"topic": "Chương 1/2: Số"', f'"topic": "{forged}"')
    if forged[0] == "9":
        changed = content.replace('"pages_most": 3', f'"pages_most": {forged}')
    (found,) = importing.FORMATS["moodle_xml"].read(changed.encode())[0]
    assert found.kind == "essay"


@pytest.mark.parametrize(
    ("form", "ending"), [("moodle_xml", "xml"), ("qti", "zip"), ("excel", "xlsx"), ("word", "docx")]
)
def test_a_bank_goes_out_and_comes_back_the_same_with_its_picture(muong_nha, ms_lan, signed_in, form, ending):
    bank = quizzes.make_bank(school=muong_nha)
    teacher = signed_in(ms_lan)
    teacher.post(f"/questions/imports/{make_import(bank, moodle(with_picture())).pk}/apply/")
    quizzes.make_question(bank)
    page = teacher.get("/questions/banks/TOAN6/export/").content.decode()
    assert "Hình bị bỏ lại." in page
    response = teacher.get(f"/questions/banks/TOAN6/export/{form}/")
    assert f'filename="TOAN6.{ending}"' in response["Content-Disposition"]
    other = quizzes.make_bank(code="TOAN7", school=muong_nha)
    kept = make_import(other, response.content)
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    fields = ("kind", "text", "content", "key", "feedback", "level", "topic", "alt")
    sides = [
        list(QuestionVersion.objects.filter(question__bank=one).order_by("question__number").values(*fields))
        for one in (bank, other)
    ]
    assert sides[0] == sides[1]
    assert other.questions.first().current.picture_id
    # In the bank it came from, nothing is new.
    teacher.post(f"/questions/imports/{make_import(bank, response.content).pk}/apply/")
    assert Question.objects.filter(bank=bank).count() == 2


@pytest.mark.parametrize("form", ["moodle_xml", "qti", "excel", "word"])
def test_pictures_to_choose_from_go_out_and_come_back(muong_nha, ms_lan, signed_in, form):
    bank, teacher = quizzes.make_bank(school=muong_nha), signed_in(ms_lan)
    content = moodle(choice_of_pictures())
    (found,) = importing.read(content).questions
    assert [(one.option, one.name) for one in found.pictures] == [("a", "meo.png"), ("b", "cho.png")]
    assert [one["text"] for one in found.content["options"]] == ["con mèo", "Hình 2", "con gà"]
    kept = make_import(bank, content)
    page = teacher.get(kept.get_absolute_url()).content.decode()
    assert "Một phương án là hình không có chữ, được gọi là «Hình 2»" in page
    assert teacher.get(f"/questions/imports/{kept.pk}/1/picture/?option=b").status_code == 200
    assert teacher.get(f"/questions/imports/{kept.pk}/1/picture/?option=c").status_code == 404
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    version = Question.objects.get().current
    assert set(version.pictures_of_options()) == {"a", "b"}
    written = teacher.get(f"/questions/banks/TOAN6/export/{form}/").content
    other = quizzes.make_bank(code="TOAN7", school=muong_nha)
    again = make_import(other, written)
    teacher.post(f"/questions/imports/{again.pk}/apply/")
    assert set(other.questions.get().current.pictures_of_options()) == {"a", "b"}
    assert other.questions.get().current.content == version.content
    # In the bank it came from, nothing is new; undone, its pictures are gone.
    teacher.post(f"/questions/imports/{make_import(bank, written).pk}/apply/")
    assert bank.questions.count() == 1
    before = Picture.objects.count()
    teacher.post(f"/questions/imports/{again.pk}/undo/")
    assert Picture.objects.count() == before - 2


@pytest.mark.parametrize("form", ["qti", "word", "excel"])
def test_questions_about_a_passage_come_back_with_it_once(form, muong_nha, ms_lan, signed_in):
    bank, teacher = quizzes.make_bank(school=muong_nha), signed_in(ms_lan)
    passage = Passage.objects.write(bank, ms_lan, title="Con suối", text="Suối chảy.\n\nRừng xanh.\nNắng.")
    for text in ("Suối làm gì?", "Rừng màu gì?"):
        question = quizzes.make_question(bank, text=text)
        QuestionVersion.objects.filter(question=question).update(passage=passage)
    written = teacher.get(f"/questions/banks/TOAN6/export/{form}/").content
    other = quizzes.make_bank(code="TOAN7", school=muong_nha)
    kept = make_import(other, written)
    assert "Con suối" in teacher.get(kept.get_absolute_url()).content.decode()
    teacher.post(f"/questions/imports/{kept.pk}/apply/")
    (taken,) = other.passages.all()
    assert (taken.title, taken.text) == (passage.title, passage.text)
    assert [one.current.passage for one in other.questions.all()] == [taken, taken]
    # In the bank it came from, nothing is new, also where the file has no room for passages.
    for one in (form, "moodle_xml"):
        content = teacher.get(f"/questions/banks/TOAN6/export/{one}/").content
        teacher.post(f"/questions/imports/{make_import(bank, content).pk}/apply/")
    assert (bank.questions.count(), bank.passages.count()) == (2, 1)
    # Taken back, the passage goes as well; one that was there before stays.
    teacher.post(f"/questions/imports/{kept.pk}/undo/")
    assert not other.passages.exists()
    assert bank.passages.count() == 1


def test_a_page_about_many_questions_asks_the_database_no_more(
    muong_nha, ms_lan, signed_in, django_assert_max_num_queries
):
    bank, teacher = quizzes.make_bank(school=muong_nha), signed_in(ms_lan)
    for at in range(12):
        quizzes.make_question(bank, text=f"Câu {at}?")
    with django_assert_max_num_queries(25):
        assert teacher.get("/questions/banks/TOAN6/export/").status_code == 200


def test_retired_questions_stay_here(muong_nha, ms_lan, signed_in):
    bank = quizzes.make_bank(school=muong_nha)
    quizzes.make_question(bank).retire(by=ms_lan)
    assert b"<questiontext" not in signed_in(ms_lan).get("/questions/banks/TOAN6/export/moodle_xml/").content


def test_a_teacher_of_another_school_gets_no_file(muong_nha, mr_pao, signed_in):
    quizzes.make_bank(school=muong_nha)
    assert signed_in(mr_pao).get("/questions/banks/TOAN6/export/gift/").status_code == 404
