"""The chain of looks: grown by one door alone, and broken by nobody unnoticed."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from lms import chain, daily, ready
from lms.guards import GUARDS, put_up_guards
from lms.history import note_looks
from lms.models import Look, LookSeal, Pulse

TABLE = "lms_look"


@pytest.fixture
def looks(school_admin, muong_nha, time_machine):
    """Three lines yesterday and two today."""
    time_machine.move_to("2026-11-23T09:00:00+07:00")
    for what in ("a", "b", "c"):
        note_looks(school_admin, what, [muong_nha])
    time_machine.move_to("2026-11-24T09:00:00+07:00")
    note_looks(school_admin, "d", [muong_nha])
    note_looks(school_admin, "e", [muong_nha])
    return Look.objects.order_by("day", "number")


@pytest.fixture
def unguarded(db):
    """The table as it stands before somebody who has the database itself."""
    with connection.cursor() as cursor:
        for guard in GUARDS.values():
            if guard.table.startswith(TABLE):
                on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"{on}')
    yield
    put_up_guards()


def test_each_line_holds_the_one_before(looks):
    assert [(str(look.day), look.number) for look in looks] == [
        ("2026-11-23", 1),
        ("2026-11-23", 2),
        ("2026-11-23", 3),
        ("2026-11-24", 1),
        ("2026-11-24", 2),
    ]
    assert [look.previous for look in looks] == ["", *(look.hash for look in looks[:4])]
    assert list(chain.faults()) == []


def test_many_at_once_are_one_line_each(school_admin, class_6a, giang, hoa):
    note_looks(school_admin, "list", [giang, hoa])
    assert set(Look.objects.values_list("object_id", flat=True)) == {str(giang.pk), str(hoa.pk)}
    assert list(chain.faults()) == []


def test_a_clock_put_back_does_not_break_the_order(looks, school_admin, muong_nha, time_machine):
    time_machine.move_to("2026-11-20T09:00:00+07:00")
    note_looks(school_admin, "f", [muong_nha])
    assert str(Look.objects.get(what="f").day) == "2026-11-24"
    assert list(chain.faults()) == []


@pytest.mark.parametrize("wrong", [{"number": 9}, {"previous": "x" * 64}, {"hash": ""}, {"day": None}])
def test_the_database_takes_no_line_out_of_place(looks, school_admin, wrong):
    last = looks.last()
    fits = {"day": last.day, "number": 3, "previous": last.hash, "hash": "h"}
    line = Look(actor=school_admin, what="x", model="m", object_id="1", **(fits | wrong))
    with pytest.raises(DatabaseError), transaction.atomic():
        line.save()


def test_the_database_changes_and_deletes_none(looks):
    for act in (lambda: looks.update(what="x"), lambda: Look.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_changed_line_is_found(looks, unguarded):
    Look.objects.filter(what="b").update(object_id="somebody else")
    [fault] = chain.faults()
    assert fault == "23/11/2026: dòng 2 đã bị sửa."


def test_a_changed_line_with_a_new_hash_is_found_by_the_next(looks, unguarded):
    look = Look.objects.get(what="b")
    look.what = "x"
    look.hash = chain.hash_of(look)
    look.save()
    assert "23/11/2026: thiếu dòng trước dòng 3." in list(chain.faults())


def test_a_line_taken_out_is_found(looks, unguarded):
    Look.objects.filter(what="b").delete()
    assert any("thiếu dòng" in fault for fault in chain.faults())


def test_a_day_cut_off_is_found_by_its_seal(looks, unguarded):
    assert chain.seal_days() == 1
    Look.objects.filter(what__in=["c", "d", "e"]).delete()
    assert list(chain.faults()) == [
        "23/11/2026: ngày này niêm phong với 3 dòng, nay có 2 dòng hoặc dòng khác."
    ]
    Look.objects.all().delete()
    assert list(chain.faults()) == ["23/11/2026: mất tất cả các dòng của ngày đã niêm phong này."]


def test_days_that_are_over_are_sealed_once(looks):
    assert chain.seal_days() == 1
    assert chain.seal_days() == 0
    assert LookSeal.objects.get().lines == 3


def test_the_command_says_that_all_is_well_or_fails(looks, unguarded, capsys):
    call_command("check_looks")
    assert "5 lines, all whole; 1 days sealed." in capsys.readouterr().out
    Look.objects.filter(what="e").update(what="x")
    with pytest.raises(CommandError):
        call_command("check_looks")


def test_the_daily_round_tells_the_administrator(looks, unguarded):
    chain.look_after()
    assert LookSeal.objects.count() == 1
    Look.objects.filter(what="e").update(what="x")
    chain.look_after()
    chain.look_after()
    assert any("check_looks" in note for note in ready.notes())


def test_the_round_begins_once_a_day(db, time_machine):
    assert daily.wake()
    assert not daily.wake()
    time_machine.move_to("2026-11-25T01:59:00+07:00")
    assert not daily.wake()
    time_machine.move_to("2026-11-25T02:01:00+07:00")
    assert daily.wake()
    assert not daily.wake()


def test_a_duty_that_fails_keeps_no_other_from_its_own(db, monkeypatch):
    done = []

    def broken():
        raise RuntimeError

    monkeypatch.setattr(daily, "ROUND", [broken, lambda: done.append(1)])
    daily.do_round.func()
    assert done == [1]


@pytest.mark.django_db(transaction=True)
def test_lines_written_at_the_same_moment_follow_each_other(school_admin, muong_nha):
    def write():
        for _turn in range(5):
            note_looks(school_admin, "x", [muong_nha])
        connection.close()

    threads = [threading.Thread(target=write) for _turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Look.objects.count() == 20
    assert list(chain.faults()) == []
    assert not Pulse.objects.filter(name=chain.BROKEN_PULSE).exists()
