"""Nothing is deleted that still holds something: by the ORM, by bare SQL, in the back office, by erasing."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from lms.held import SaysWhatIsHeld, what_holds, why_not
from students import erasing
from tests.devices import builders as make
from tests.devices.ways_to_write import sql

# Each thing, and what must be named as hanging on it.
THINGS = {
    "pupil": "2 dòng sổ theo dõi (K7M3PX",
    "household": "1 dòng sổ theo dõi",
    "teacher": "1 dòng sổ theo dõi",
    "school": "K7M3PX",
    "place": "PTDTBT THCS Mường Nhà",
    "class": "2 xếp lớp (Giàng A Sùng – 6A",
    "device": "1 dòng sổ theo dõi",
    "SIM": "1 dòng sổ theo dõi",
    "batch": "K7M3PX",
    "model": "K7M3PX",
    "user": "BBBG-2026",
}


@pytest.fixture
def things(giang, hoa, ms_lan, tablet, sim, school_admin, muong_nha, class_6a):
    """Each kind of thing that holds something, or gave it."""
    household = make.make_household(hoa)
    make.give(giang, school_admin, tablet, sims=[sim])
    make.give(hoa, school_admin, make.make_device(muong_nha))
    make.give(ms_lan.teacher, school_admin, make.make_device(muong_nha))
    return {
        "pupil": giang,
        "household": household,
        "teacher": ms_lan.teacher,
        "school": muong_nha,
        "place": muong_nha.commune,
        "class": class_6a,
        "device": tablet,
        "SIM": sim,
        "batch": tablet.batch,
        "model": tablet.model,
        "user": school_admin,
    }


def test_whatever_holds_something_stays_and_says_what(things):
    for name, words in THINGS.items():
        row = things[name]
        rows = type(row).objects.filter(pk=row.pk)
        assert words in why_not(row), (name, why_not(row))
        for delete in (row.delete, rows.delete):
            with pytest.raises(ProtectedError), transaction.atomic():
                delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            delete_by_sql(row)
        assert rows.exists(), name


def delete_by_sql(row):
    key = row._meta.pk
    plain = key.get_db_prep_value(row.pk, connection)
    sql(f"DELETE FROM {row._meta.db_table} WHERE {key.column} = %s", [plain])  # noqa: S608
    # What foreign keys say at the end of a transaction.
    connection.check_constraints()


def test_what_nothing_hangs_on_can_go(muong_nha):
    device = make.make_device(muong_nha)
    assert what_holds(device) == []
    device.delete()


def test_what_was_returned_or_struck_out_is_held_to_still(things, school_admin):
    """The book tells who had it: that it is free again lets nobody delete it."""
    things["device"].open_line().void(by=school_admin, reason="Ghi nhầm em")
    assert THINGS["device"] in why_not(things["device"])


def test_the_back_office_refuses_with_what_is_held(things, signed_in, province_admin):
    client = signed_in(province_admin)
    for name in ("school", "place"):
        row = things[name]
        address = reverse(f"{row._meta.model_name}:delete", args=[row.pk])
        page = client.post(address, follow=True).content.decode()
        assert THINGS[name] in page
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_screen_that_runs_into_it_answers_with_a_sentence(things, rf):
    try:
        things["device"].delete()
    except ProtectedError as trouble:
        page = SaysWhatIsHeld(None).process_exception(rf.get("/"), trouble)
    assert page.status_code == 409
    assert "1 dòng sổ theo dõi" in page.content.decode()
    assert "Giàng" not in page.content.decode()


def test_erasing_refuses_with_what_is_held(giang, school_admin, muong_nha):
    paper = make.give(giang, school_admin, make.make_device(muong_nha, code="M4W8ZB"), tenure="school_loan")
    with pytest.raises(erasing.CannotErase, match=f"M4W8ZB.*{paper.number}"):
        erasing.erase(giang, by=school_admin)
    giang.refresh_from_db()
    assert giang.erased_at is None
