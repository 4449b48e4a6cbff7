"""PDF: a picture and the words of each page, read by a process of its own."""

import pytest

from courses.lecture_files import formats, pdf, pdf_child, pdf_words
from courses.lecture_files.found import Refused
from tests.courses.lecture_files.builders import pdf as a_pdf


def refused(content):
    with pytest.raises(Refused) as why:
        formats.read(content)
    return why.value.issue.code


def test_each_page_is_a_picture_with_its_words():
    result = formats.read(
        a_pdf([(20, 350, "Nuoc chay"), (20, 336, "xuong nui.")], [(20, 350, "Trang hai cua sach")])
    )
    first, second = result.pieces
    assert (first.kind, first.content["text"], first.place) == ("page", "Nuoc chay xuong nui.", 1)
    assert second.content["text"] == "Trang hai cua sach"
    assert first.picture.content.startswith(b"\xff\xd8")
    assert 0 < first.picture.weight < 30_000


def test_a_page_without_letters_says_that_it_is_a_photo_of_paper():
    result = formats.read(a_pdf([]))
    assert [issue.code for _place, issue in result.issues] == ["no_text_layer"]


def test_after_the_pages_of_a_lecture_the_next_one_begins():
    result = pdf.read(a_pdf(*[[(20, 300, f"Trang so {n}")] for n in range(5)]), a_lecture=2)
    assert [piece.place for piece in result.pieces if piece.begins_lecture] == [3, 5]


def test_what_cannot_be_read_says_why():
    assert refused(a_pdf()) == "pdf_damaged"
    assert refused(b"%PDF-1.7\n" + b"x" * 500) == "pdf_damaged"
    assert refused(a_pdf(*[[] for _n in range(pdf.MOST_PAGES + 1)])) == "too_many_pages"
    locked = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>".encode()
    whole = a_pdf([(20, 300, "Mot trang")])
    told = b"/Root 1 0 R /ID [<00><00>] /Encrypt " + locked
    assert refused(whole.replace(b"/Root 1 0 R", told)) == "pdf_password"


def test_pages_that_lead_to_themselves_end_in_a_sentence():
    looped = a_pdf([(20, 300, "x")]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert refused(looped) == "pdf_damaged"


def test_a_reader_that_dies_or_takes_too_long_takes_nothing_with_it(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "CHILD", child)
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.5)
    assert refused(a_pdf([])) == "pdf_too_heavy"
    child.write_text("import os; os.abort()")
    assert refused(a_pdf([])) == "pdf_too_heavy"


def test_a_small_file_that_says_much_is_refused_by_the_limit_it_meets():
    """The same letters a thousand times, over each other or in many pieces: a few kilobytes each."""
    with pytest.raises(Refused) as why:
        formats.read(a_pdf([(20, 350, "x" * 20_001)]))
    assert (why.value.issue.code, why.value.issue.values["page"]) == ("pdf_page_signs", 1)
    assert "Trang 1" in str(why.value)
    assert refused(a_pdf([], [(9 * (n % 30), 9 * (n // 30), "a") for n in range(2_100)])) == "pdf_page_runs"
    heap = [(20 + n / 100, 350 + n / 100, f"chu chong len nhau {n}") for n in range(500)]
    assert refused(a_pdf(heap)) == "pdf_page_over_each_other"


class FullPage:
    """A page of one run of forty letters."""

    def get_textpage(self):
        return self

    count_chars = lambda self: 40  # noqa: E731
    count_rects = lambda self: 1  # noqa: E731
    get_rect = lambda self, at: (0, 0, 10, 10)  # noqa: E731
    get_text_bounded = lambda self, *box: "day chu " * 5  # noqa: E731


def test_the_letters_of_all_pages_are_counted_together():
    left = {"signs": 100, "runs": 50}
    for number in (1, 2):
        assert pdf_child.lines(FullPage(), number, left)
    with pytest.raises(pdf_child.TooMuch) as why:
        pdf_child.lines(FullPage(), 3, left)
    assert why.value.said["refused"] == "pdf_signs"


@pytest.mark.parametrize(
    ("acts", "code"),
    [
        ("signal.setitimer(signal.ITIMER_PROF, 0.1)", "pdf_page_slow"),
        ("resource.setrlimit(resource.RLIMIT_CPU, (1, 2))", "pdf_slow"),
    ],
)
def test_a_page_or_file_that_takes_too_long_says_so(monkeypatch, tmp_path, acts, code):
    child = tmp_path / "child.py"
    child.write_text(
        "import resource, signal\n"
        f'print(\'{{"done": 6, "total": 9}}\', flush=True)\n{acts}\nwhile True: pass\n'
    )
    monkeypatch.setattr(pdf, "CHILD", child)
    with pytest.raises(Refused) as why:
        pdf.read(a_pdf([]))
    assert why.value.issue.code == code
    assert code == "pdf_slow" or why.value.issue.values["page"] == 7


@pytest.mark.parametrize(
    "words", ["print('x' * 3_000_000)", "while True: print('{}' * 1000)", "print('[1]')"]
)
def test_whatever_a_child_says_that_was_taken_over_ends_in_a_sentence(monkeypatch, tmp_path, words):
    child = tmp_path / "child.py"
    child.write_text(words)
    monkeypatch.setattr(pdf, "CHILD", child)
    assert refused(a_pdf([])) in ("pdf_too_heavy", "pdf_damaged")


def test_columns_are_read_one_after_the_other_and_parted_words_joined():
    left = [
        [10, 700 - 14 * n, 140, 710 - 14 * n, f"trái dòng số {n} dài-" if n == 1 else f"trái {n} viết"]
        for n in range(6)
    ]
    right = [[200, 700 - 14 * n, 330, 710 - 14 * n, f"phải {n} viết tiếp"] for n in range(6)]
    head = [[10, 730, 330, 744, "Tên bài"]]
    told = pdf_words.put_together([*head, *[run for pair in zip(left, right, strict=True) for run in pair]])
    assert told.index("Tên bài") < told.index("trái 5") < told.index("phải 0")
    assert "dàitrái 2 viết" in told
