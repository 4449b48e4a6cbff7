"""Papers, keys and matrix as Word files: whole packages, formulas as formulas, no key in a paper."""

import pytest
from defusedxml.ElementTree import fromstring

from courses.exporting.omml import MATH, W
from courses.printing import facts, files, keys, word_tables
from courses.printing.layout import questions_of
from courses.printing.tables import Cell, Section, Table
from tests.courses import quizzes
from tests.courses.printing.builders import make_paper_quiz, names_in, papers_of

HEAD = facts.Head(above="UBND xã", school="Trường Mường Nhà", title="Kiểm tra", subject="Toán", minutes="45")
WORD = [file for file in files.FILES if file.ending == "docx"]


@pytest.fixture
def papers(muong_nha):
    return papers_of(make_paper_quiz(quizzes.make_bank(school=muong_nha)))


def document(content):
    return fromstring(names_in(content)["word/document.xml"])


def words_of(element):
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


@pytest.mark.parametrize("file", WORD, ids=lambda file: file.name)
def test_each_file_is_a_whole_package(papers, file):
    parts = names_in(file.make(papers, HEAD))
    told = parts["[Content_Types].xml"].decode()
    for name, content in parts.items():
        assert not name.endswith(".xml") or fromstring(content) is not None
        assert name in told or name.endswith((".rels", "[Content_Types].xml"))


def test_the_same_papers_give_the_same_bytes(papers):
    assert files.by_name("de-thi.docx").make(papers, HEAD) == files.by_name("de-thi.docx").make(papers, HEAD)


def test_a_section_is_a_code_with_its_own_foot(papers):
    parts = names_in(files.by_name("de-thi.docx").make(papers, HEAD))
    assert len(list(fromstring(parts["word/document.xml"]).iter(f"{W}sectPr"))) == len(papers)
    for number, paper in enumerate(papers, start=1):
        assert f"Mã đề {paper.code}" in words_of(fromstring(parts[f"word/footer{number}.xml"]))


def test_formulas_are_formulas(papers):
    made = document(files.by_name("de-thi.docx").make(papers, HEAD))
    assert len(list(made.iter(f"{{{MATH}}}oMath"))) >= len(papers)
    assert "\\(" not in words_of(made)


def test_questions_stand_in_the_order_of_the_code(papers):
    made = words_of(document(files.by_name("de-thi.docx").make(papers[1:2], HEAD)))
    at = [made.index(f"Câu {one.version.kind}:") for one in questions_of(papers[1])]
    assert at == sorted(at)


def test_a_paper_tells_nothing_of_a_key(muong_nha):
    bank = quizzes.make_bank(school=muong_nha)
    told = {"content": {"case_matters": False, "marks_matter": True}, "key": {"accepted": ["Bí mật"]}}
    secret = quizzes.make_question(bank, "short_text", text="Thủ đô?", **told)
    papers = papers_of(quizzes.make_quiz(quizzes.make_course(), [secret]))
    assert "Bí mật" not in words_of(document(files.by_name("de-thi.docx").make(papers, HEAD)))
    assert "Bí mật" in words_of(document(files.by_name("dap-an.docx").make(papers, HEAD)))


def test_keys_are_those_of_the_pdf(papers):
    made = document(files.by_name("dap-an.docx").make(papers, HEAD))
    rows = [[words_of(cell) for cell in row.iter(f"{W}tc")] for row in made.iter(f"{W}tr")]
    for row in keys.sections(papers)[0].table.rows:
        assert [cell.text for cell in row] in rows


def test_a_cell_that_reaches_down_is_joined():
    rows = [[Cell("a", down=2), Cell("b", across=2)], [Cell("c"), Cell("d")]]
    made = document(word_tables.write([Section("", table=Table([1, 1, 1], rows))], HEAD, "Bảng"))
    cells = [list(row.iter(f"{W}tc")) for row in list(made.iter(f"{W}tr"))[1:]]
    assert [len(row) for row in cells] == [2, 3]
    assert [cell.find(f"{W}tcPr/{W}vMerge") is not None for cell in cells[1]] == [True, False, False]
