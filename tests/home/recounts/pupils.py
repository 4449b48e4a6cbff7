"""Who is equipped, who should be, and how far the lists are."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.utils import timezone

from devices.models import (
    Allocation,
    PriorityOrder,
)
from students.models import AreaRecord, Enrolment, PolicyRecord, PovertyRecord, Teacher
from tests.home.recounts import machines
from tests.home.recounts.rows import has_one, lines, pupils_with_machines, studying
from tests.home.test_recount import TODAY


def not_equipped(found):
    have, staff = pupils_with_machines(), {line.teacher_id for line in lines()}
    for pupil in studying():
        found[pupil.school_id]["b"] += 1
        found[pupil.school_id]["a"] += not has_one(pupil, have)
    for teacher in Teacher.objects.all():
        if teacher.left_on is None:
            found[teacher.school_id]["e"] += 1
            found[teacher.school_id]["d"] += teacher.pk not in staff
    for count in found.values():
        count["c"] = round(100 * (count["b"] - count["a"]) / count["b"])
    return "abcde"


def pupils_per_device(found):
    working = defaultdict(Counter)
    machines.conditions(working)
    for school, counts in working.items():
        found[school]["c"] = counts["a"]
    for pupil in studying():
        found[pupil.school_id]["b"] += 1
    for count in found.values():
        count["a"] = round(count["b"] / count["c"], 1) if count["c"] else None
    return "abc"


def is_eligible(pupil, rules, facts):
    grade = next((seat.grade for seat in facts["seats"][pupil.pk]), None)
    home = (pupil.household and pupil.household.commune_id) or pupil.commune_id or pupil.school.commune_id
    told = {
        "poor": "poor" in facts["poverty"][pupil.household_id],
        "near_poor": "near_poor" in facts["poverty"][pupil.household_id],
        "merit": "merit" in facts["policy"][pupil.household_id],
        "social": "social" in facts["policy"][pupil.household_id],
        "ethnic_minority": _minority(pupil) or pupil.household_id in facts["minority"] - {None},
        "difficult_commune": home in facts["difficult"],
    }
    for rule in rules:
        wants_grade = rule.grade_from or rule.grade_to
        fits = not wants_grade or (grade and (rule.grade_from or 1) <= grade <= (rule.grade_to or 12))
        if fits and all(told[code] for code in rule.criteria):
            return True
    return False


def _minority(pupil):
    return pupil.ethnic_group_id is not None and pupil.ethnic_group.code != "01"


def eligible(found):
    order = max(
        (one for one in PriorityOrder.objects.all() if one.starts_on <= TODAY), key=lambda one: one.starts_on
    )
    facts = {name: defaultdict(set) for name in ("poverty", "policy")} | {"seats": defaultdict(list)}
    for name, model, kind in (
        ("poverty", PovertyRecord, "poverty_class"),
        ("policy", PolicyRecord, "kind"),
    ):
        for record in model.objects.all():
            if record.starts_on <= TODAY and (record.ends_on is None or record.ends_on >= TODAY):
                facts[name][record.household_id].add(getattr(record, kind))
    for seat in Enrolment.objects.all():
        if seat.ends_on is None:
            facts["seats"][seat.student_id].append(seat)
    facts["minority"] = {pupil.household_id for pupil in studying() if _minority(pupil)}
    facts["difficult"] = {
        record.place_id
        for record in AreaRecord.objects.all()
        if record.area == "3"
        and record.starts_on <= TODAY
        and (record.ends_on is None or record.ends_on >= TODAY)
    }
    have, rules = pupils_with_machines(), list(order.rules.all())
    homes = defaultdict(lambda: defaultdict(set))
    for pupil in studying():
        if not is_eligible(pupil, rules, facts):
            continue
        count = found[pupil.school_id]
        count["a"] += 1
        count["b"] += has_one(pupil, have)
        homes[pupil.school_id]["d"] |= {pupil.household_id} - {None}
        homes[pupil.school_id]["e"] |= {pupil.household_id} - {None} if has_one(pupil, have) else set()
    for school, count in found.items():
        count["c"] = round(100 * count["b"] / count["a"]) if count["a"] else None
        count["d"], count["e"] = len(homes[school]["d"]), len(homes[school]["e"])
    return "abcde"


def plan_lines(found):
    for line in Allocation.objects.select_related("list"):
        count = found[line.list.school_id]
        count["a"] += line.state == "planned"
        count["b"] += line.state == "approved"
        waits = line.state == "approved" and timezone.now() - line.approved_at > timedelta(days=14)
        count["c"] += waits
        count["d"] += line.state == "handed"
        count["e"] += line.state in ("refused", "replaced")
    return "abcde"


def doubled(found):
    families = defaultdict(list)
    for line in lines():
        if line.pupil_id and line.pupil.household_id and line.tenure != "loaner":
            families[line.pupil.household_id].append(line)
    for some in families.values():
        if len(some) > 1:
            for school in {line.pupil.school_id for line in some}:
                here = [line for line in some if line.pupil.school_id == school]
                found[school]["a"] += 1
                found[school]["b"] += not any(line.override_id for line in here)
    return "ab"
