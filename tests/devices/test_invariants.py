"""The invariants of the ledger hold whichever way a row is written: one test an invariant and a route.

`test_ledger.py` says what each rule means; here every rule meets every route: a model's `save`, writing
many at once, an upsert, `update()` of a queryset, and bare SQL as somebody with a shell would type it.
"""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from devices.guards import (
    LINE_KEYS,
    PAPER_KEYS,
    PAPER_NAMES,
    RETURN_KEYS,
    RETURN_WORDS,
    VOID_KEYS,
    VOID_WORDS,
)
from devices.models import Assignment, Handover
from devices.take_back import take_back
from tests.devices import builders as make
from tests.devices.ways_to_write import DELETES, INSERTS, UPDATES, bulk_update, save_each

inserts = pytest.mark.parametrize("insert", INSERTS.values(), ids=INSERTS)
updates = pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
deletes = pytest.mark.parametrize("delete", DELETES.values(), ids=DELETES)


@pytest.fixture
def paper(tablet, sim, giang, school_admin):
    return make.give(giang, school_admin, tablet, sims=[sim], accessories={make.make_charger(): 1})


@pytest.fixture
def lines(paper):
    """What one paper put into the ledger: «device», «sim», «accessory»."""
    return {item: paper.lines.get(**{f"{item}__isnull": False}) for item in ("device", "sim", "accessory")}


def anew(row, **changes):
    """An unsaved twin of a row with keys of its own, other values where the test says so."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    keys = {"id": uuid.uuid4() if isinstance(row.pk, uuid.UUID) else None}
    if "request_id" in values:
        keys["request_id"] = uuid.uuid4()
    return type(row)(**{**values, **keys, **changes})


def refused(write, *args):
    before = (Assignment.objects.count(), Handover.objects.count())
    with pytest.raises(IntegrityError), transaction.atomic():
        write(*args)
    return before == (Assignment.objects.count(), Handover.objects.count())


# 1 At most one open line for a device and for a SIM


@inserts
@pytest.mark.parametrize("item", ["device", "sim"])
def test_what_is_held_is_not_handed_over_again(insert, item, lines, hoa):
    assert refused(insert, anew(lines[item], student_id=hoa.pk, pupil_id=hoa.pk))


@updates
@pytest.mark.parametrize("item", ["device", "sim"])
def test_what_came_back_is_not_opened_again_beside_its_new_holder(
    update, item, lines, paper, hoa, school_admin
):
    take_back(paper.lines.all(), by=school_admin)
    later = lines[item].handed_over_at + timedelta(days=1)
    anew(lines[item], student_id=hoa.pk, pupil_id=hoa.pk, handed_over_at=later).save()
    assert refused(update, Assignment.objects.filter(pk=lines[item].pk), {"returned_at": None})


# 2 Periods of one item never overlap


@inserts
@pytest.mark.parametrize("item", ["device", "sim"])
def test_a_back_dated_period_never_overlaps(insert, item, lines, paper, hoa, school_admin):
    take_back(paper.lines.all(), by=school_admin)
    line = paper.lines.get(pk=lines[item].pk)
    early = line.handed_over_at - timedelta(days=3)
    into = anew(line, student_id=hoa.pk, pupil_id=hoa.pk, handed_over_at=early)
    assert refused(insert, into)
    insert(anew(into, returned_at=line.handed_over_at))
    assert Assignment.objects.filter(**{item: getattr(line, item)}).count() == 2


@updates
@pytest.mark.parametrize("item", ["device", "sim"])
def test_a_period_is_not_stretched_over_the_next_one(update, item, lines, paper, hoa):
    """Only what is still open could be: an earlier line that ends after a later one begins."""
    line = lines[item]
    early = anew(line, handed_over_at=line.handed_over_at - timedelta(days=9), returned_at=None)
    early.returned_at = line.handed_over_at - timedelta(days=5)
    early.save()
    into = {"returned_at": line.handed_over_at + timedelta(days=1)}
    assert refused(update, Assignment.objects.filter(pk=early.pk), into)


# 3 Exactly one item, exactly one holder


@inserts
@pytest.mark.parametrize(
    "wrong",
    [
        "no item",
        "two items",
        "three items",
        "no holder",
        "two holders",
        "pupil and household",
        "pupil and place",
    ],
)
def test_a_line_is_of_one_item_and_one_holder(insert, wrong, lines, muong_nha, giang, sim):
    device = make.make_device(muong_nha).pk
    changes = {
        "no item": {"device_id": None},
        "two items": {"device_id": device, "sim_id": make.make_sim(muong_nha).pk},
        "three items": {
            "device_id": device,
            "sim_id": make.make_sim(muong_nha).pk,
            "accessory_id": make.make_charger().pk,
        },
        "no holder": {"device_id": device, "student_id": None, "pupil_id": None},
        "two holders": {"device_id": device, "school_id": muong_nha.pk},
        "pupil and place": {"device_id": device, "point_id": make.make_point(muong_nha).pk},
        "pupil and household": {"device_id": device, "household_id": make.make_household(giang).pk},
    }[wrong]
    assert refused(insert, anew(lines["device"], served_household_id=giang.household_id, **changes))


@updates
@pytest.mark.parametrize("item", ["device", "sim", "accessory"])
def test_a_line_does_not_become_one_of_two_items_or_of_none(update, item, lines, muong_nha):
    lined = Assignment.objects.filter(pk=lines[item].pk)
    other = {"sim": make.make_sim(muong_nha)} if item != "sim" else {"device": make.make_device(muong_nha)}
    assert refused(update, lined, other)
    assert refused(update, lined, {item: None})


# 4 A return comes after the hand-over


@inserts
def test_no_line_is_written_that_ended_before_it_began(insert, lines, muong_nha):
    line = lines["device"]
    other = {"device_id": make.make_device(muong_nha).pk}
    for moment in (line.handed_over_at, line.handed_over_at - timedelta(days=1)):
        assert refused(insert, anew(line, **other, returned_at=moment))


@updates
@pytest.mark.parametrize("item", ["device", "sim", "accessory"])
def test_nothing_comes_back_before_it_went_out(update, item, lines):
    for moment in (lines[item].handed_over_at, lines[item].handed_over_at - timedelta(days=1)):
        assert refused(update, Assignment.objects.filter(pk=lines[item].pk), {"returned_at": moment})


# 5 The ledger only grows


@deletes
@pytest.mark.parametrize("model", [Assignment, Handover])
def test_nothing_is_deleted(delete, model, paper):
    assert refused(delete, model.objects.all())


def other_value(row, field):
    """A value that the column may hold and that is not the one it holds."""
    value = getattr(row, field.attname)
    if field.is_relation:
        model = field.related_model
        fresh = model.objects.exclude(pk=value).first()
        return fresh.pk if fresh else None if value else uuid.uuid4()
    if field.choices:
        return next(key for key, _label in field.choices if key != value)
    if value is None or field.get_internal_type() in ("DateTimeField", "DateField"):
        return (value or timezone.now()) + timedelta(days=1)
    if field.get_internal_type() == "UUIDField":
        return uuid.uuid4()
    return value + 1 if isinstance(value, int) else f"{value} khác"[: field.max_length]


@updates
@pytest.mark.parametrize("model", [Assignment, Handover])
def test_what_was_written_stays(update, model, lines, paper, hoa, ms_lan, other_tablet, na_hy):
    """Every key column, one after the other."""
    make.make_point(na_hy)
    row, keys = (lines["device"], LINE_KEYS) if model is Assignment else (paper, PAPER_KEYS)
    for field in model._meta.concrete_fields:
        if field.column in keys and not (field.primary_key and update in (save_each, bulk_update)):
            told = {field.attname: other_value(row, field)}
            assert refused(update, model.objects.filter(pk=row.pk), told), field.name


@updates
def test_a_loan_may_be_made_longer(update, lines):
    line = Assignment.objects.filter(pk=lines["device"].pk)
    update(line, {"due_on": date(2027, 5, 31)})
    assert line.get().due_on == date(2027, 5, 31)


def test_every_column_is_a_key_or_told_once_or_allowed_to_change():
    allowed = {"due_on"}  # a loan may be made longer
    once = {"returned_at", "voided_at", *RETURN_KEYS, *VOID_KEYS, RETURN_WORDS[0], VOID_WORDS[0]}
    forgotten = {*PAPER_NAMES, "forgotten_on"}  # when its time to be kept is over
    columns = {field.column for field in Assignment._meta.concrete_fields}
    assert columns == {*LINE_KEYS, *once, *allowed}
    assert {field.column for field in Handover._meta.concrete_fields} == {*PAPER_KEYS, *forgotten}


@updates
def test_a_return_is_told_once(update, lines, paper, school_admin, ms_lan):
    take_back(paper.lines.all(), by=school_admin, condition="worn", note="Xước")
    line = Assignment.objects.filter(pk=lines["device"].pk)
    for told in (
        {"returned_at": timezone.now() + timedelta(days=1)},
        {"returned_at": None},
        {"returned_to": ms_lan},
        {"condition_in": "good"},
        {"return_note": ""},
    ):
        assert refused(update, line, told)


@updates
def test_a_void_is_told_once(update, lines, school_admin, ms_lan):
    lines["device"].void(by=school_admin, reason="Ghi nhầm em")
    line = Assignment.objects.filter(pk=lines["device"].pk)
    for told in (
        {"voided_at": timezone.now() + timedelta(days=1)},
        {"voided_at": None},
        {"voided_by": ms_lan},
        {"void_reason": "khác"},
    ):
        assert refused(update, line, told)


# 6 A repeated request writes nothing twice


@inserts
@pytest.mark.parametrize("model", [Assignment, Handover])
def test_a_request_is_written_once(insert, model, lines, paper, muong_nha):
    if model is Assignment:
        row = anew(lines["device"], device_id=make.make_device(muong_nha).pk)
        row.request_id = lines["device"].request_id
    else:
        row = anew(paper, sequence=99)
        row.request_id = paper.request_id
        if insert is INSERTS["upsert"]:
            insert = INSERTS["bulk_create"]  # a paper has no day of return
    assert refused(insert, row)


def test_a_request_told_again_with_conflicts_ignored_leaves_the_first(lines, hoa):
    row = anew(lines["device"], student_id=hoa.pk, pupil_id=hoa.pk, request_id=lines["device"].request_id)
    Assignment.objects.bulk_create([row], ignore_conflicts=True)
    assert Assignment.objects.get(request_id=row.request_id).student_id == lines["device"].student_id
