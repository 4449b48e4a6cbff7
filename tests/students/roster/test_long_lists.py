"""A list too long to be held in memory is compared in pieces, with the same result as in one."""

from datetime import date

import pytest

from students.models import RosterImport, Student
from students.roster import plan, reader
from students.roster.kinds import students
from students.roster.undo import undo

from . import lists
from .told import actions, everything

HEAD = ["STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Lớp", "Khối"]
DAY = "05/09/2015"


def tricky(*classes):
    """Twins a tone apart, a name in two classes, one id on two pupils, a pupil twice, a grade too many."""
    first, second = classes
    return lists.workbook(
        (
            "Cả khối",
            [
                HEAD,
                [1, "", "Lò Thị Hoa", DAY, first, 6],
                [2, "", "Giàng A Sùng", DAY, second, 6],
                [3, "1100000003", "Lò Văn Ba", DAY, first, 6],
                [4, "", "Lò Thị Hòa", DAY, first, 6],
                [5, "1100000005", "Vừ A Dơ", DAY, second, 6],
                [6, "1100000003", "Lò Văn Khác", DAY, first, 6],
                [7, "", "Giàng A Sùng", DAY, first, 6],
                [8, "1100000005", "Vừ A Dơ", DAY, second, 6],
                [9, "", "Lò Thị Hoà", DAY, first, 6],
                [10, "", "Cà Văn Một", "25/09/2015", first, 7],
                [11, "", "Cà Văn Hai", date(2015, 5, 9), first, 6],
                [12, "1100000012", "Cà Văn Hai", "31/02/2015", first, 6],
            ],
        )
    )


@pytest.fixture
def in_pieces(monkeypatch):
    monkeypatch.setattr(plan, "CHUNK", 2)
    monkeypatch.setattr(reader, "MOST_HELD", 3)
    monkeypatch.setattr(students, "MOST_HELD", 3)


@pytest.fixture
def known(run):
    """The school as it is after the first list."""
    run(tricky("6A1", "6A2"), apply=True)


@pytest.mark.parametrize("content", [tricky("6A1", "6A2"), tricky("6A2", "6A1"), tricky("6A1", "6A3")])
def test_a_long_list_says_the_same_in_pieces_as_in_one(run, known, content, request):
    whole = run(content)
    request.getfixturevalue("in_pieces")
    assert run(content) == whole


def test_a_long_list_is_taken_over_in_pieces_twice_as_once_and_undone(in_pieces, run):
    empty = everything()
    first = run(tricky("6A1", "6A2"), apply=True)
    assert actions(first).count("create") == Student.objects.count() == 7
    again = run(tricky("6A1", "6A2"), apply=True)
    assert [act for act in actions(again) if act != "skip"] == ["unchanged"] * 7
    undo(RosterImport.objects.get(), by=None)
    assert everything() == empty


def test_a_long_list_keeps_its_rows_as_they_were(in_pieces, run):
    content = lists.ministry(lists.pupils(7))
    run(content, apply=True)
    kept = RosterImport.objects.get().book()
    assert [number for number, _cells in kept.sheets[0].rows][-7:] == [6, 7, 8, 9, 10, 11, 12]


def test_a_cut_in_the_middle_of_a_long_list_leaves_nothing(in_pieces, run, monkeypatch):
    from students.roster import changes

    before, calls = everything(), []

    def cut(*args):
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError("power cut")

    monkeypatch.setattr(changes, "note_changes", cut)
    with pytest.raises(RuntimeError):
        run(lists.ministry(lists.pupils(9)), apply=True)
    assert everything() == before
    assert not RosterImport.objects.exists()
