"""Make the list of a school for a batch by the order of priority, and say who is left out, and why."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from devices.allocating.criteria import CRITERIA, rule_words
from devices.allocating.families import evidence_of, families_of, rules_of, served_words
from devices.allocating.ranking import rank
from devices.models import Allocation, AllocationList, AllocationStep, BatchQuota, PriorityOrder
from devices.refusal import Refused
from lms.history import note_change
from students.models import School

Act, State = AllocationStep.Act, Allocation.State


@dataclass
class Choice:
    """A family that the rules place, in its order."""

    family: object
    rule: object
    child: object

    @property
    def reason(self):
        return reason_words(self.rule, self.family, self.child)


def propose(batch, school, by, anew=False):
    """The school's list of the batch, filled up to its share by those who come first. Twice is as once.

    `anew`: what the rules had planned before goes first, so that papers mended since count. Raises `Refused`.
    """
    try:
        return _propose(batch, school, by, anew)
    except IntegrityError:
        # Another school put a family that both have on its list a moment ago: seen now, left out now.
        return _propose(batch, school, by, anew)


def quota_of(batch, school):
    """How many machines of the batch the school is to give out; None when nobody said so yet."""
    told = BatchQuota.objects.filter(batch=batch, school=school).values_list("quota", flat=True).first()
    if told is None and batch.school_id == school.pk:
        return batch.received or batch.promised or None
    return told


def choices_for(made, on):
    """([Choice of who may still be put on the list `made`, first comes first], all families of the school)"""
    families, aside = families_of(made.school, on), set_aside(made)
    open_ones = [
        family for family in families if not (family.served or family.listed or aside_words(family, aside))
    ]
    placed, _unplaced = rank(open_ones, rules_of(made.order), made.order.tie)
    return [Choice(*one) for one in placed], families


def set_aside(made):
    """{household or pupil: why} of families that refused, or that the school took out of this list: they
    come back by hand alone. The newest word counts."""
    by_hand = AllocationStep.objects.filter(line=OuterRef("pk"), act=Act.TAKEN_OUT)
    refused = Q(state__in=(State.REFUSED, State.REPLACED))
    lines = made.lines.filter(refused | Q(Exists(by_hand), state=State.TAKEN_OUT))
    told = {}
    for line in lines.order_by("made_at").prefetch_related("steps"):
        steps = [one for one in line.steps.all() if one.act in (Act.TAKEN_OUT, Act.REFUSED)]
        words = f"{steps[0].get_act_display()}: {steps[0].words}" if steps else line.get_state_display()
        told[line.household_id or line.student_id] = words
    return told


def aside_words(family, aside):
    keys = [family.household] if family.household else [child.key for child in family.children]
    return next((aside[key] for key in keys if key in aside), "")


def left_out(allocation_list, on):
    """[(why, [(family, words)])] of all families of the school that are not on this list."""
    chosen, families = choices_for(allocation_list, on)
    aside = set_aside(allocation_list)
    placed = {id(choice.family) for choice in chosen}
    # Who had a machine of this very list was not left out.
    handed = set(allocation_list.lines.filter(state=State.HANDED).values_list("handed_line", flat=True))
    groups = {name: [] for name in ("next", "served", "listed", "aside", "no_rule", "unknown")}
    groups["next"] = [(choice.family, choice.reason) for choice in chosen]
    for family in families:
        if family.served:
            if not handed & {line.pk for line in family.served}:
                groups["served"].append((family, "; ".join(map(served_words, family.served))))
        elif family.listed:
            if family.listed.list_id != allocation_list.pk:
                words = _("is on the list of %(school)s, %(batch)s") % {
                    "school": family.listed.list.school,
                    "batch": family.listed.list.batch,
                }
                groups["listed"].append((family, words))
        elif words := aside_words(family, aside):
            groups["aside"].append((family, words))
        elif id(family) not in placed:
            name = "no_rule" if family.household else "unknown"
            groups[name].append((family, ""))
    return groups


def reason_words(rule, family, child):
    """«Thứ tự 1: hộ nghèo, gia đình có công · 2 em đang học · khối 9»"""
    place = _("Place %(place)d: %(who)s") % {
        "place": rule.place,
        "who": rule_words(
            [code for code in CRITERIA if code in rule.criteria], rule.grade_from, rule.grade_to
        ),
    }
    count = len(family.children)
    children = ngettext("%(n)d child at school", "%(n)d children at school", count) % {"n": count}
    grade = _("grade %(first)d") % {"first": child.grade} if child.grade else ""
    return " · ".join(filter(None, (place, children, grade)))


@transaction.atomic
def _propose(batch, school, by, anew):
    # The row of the school is the queue of whoever makes its lists.
    School.objects.select_for_update().get(pk=school.pk)
    on = timezone.localdate()
    made = AllocationList.objects.filter(batch=batch, school=school).select_related("order").first()
    if made is None:
        made = _begin(batch, school, by, on)
    elif not made.is_open_to_school:
        raise Refused(
            _("This list is with the province or approved already. It can be changed once it is returned.")
        )
    else:
        _refresh_quota(made)
    if anew:
        _take_out_proposed(made, by)
    room = made.quota - made.lines.standing().count()
    if room > 0:
        chosen, _families = choices_for(made, on)
        _write(made, chosen[:room], by)
    return made


def _begin(batch, school, by, on):
    order = PriorityOrder.objects.in_force(on)
    if order is None:
        raise Refused(
            _("No order of priority is in force yet. The province writes it down first, with its decision.")
        )
    quota = quota_of(batch, school)
    if not quota:
        raise Refused(
            _("Nobody wrote down yet how many machines of %(batch)s your school gives out. Ask the province.")
            % {"batch": batch}
        )
    made = AllocationList.objects.create(batch=batch, school=school, order=order, quota=quota, made_by=by)
    note_change(by=by, act="make an allocation list", thing=made, after={"quota": quota, "order": str(order)})
    return made


def _refresh_quota(made):
    """The province may have written another share meanwhile."""
    quota = quota_of(made.batch, made.school)
    if quota is not None and quota != made.quota:
        made.quota = quota
        made.save(update_fields=["quota"])


def _take_out_proposed(made, by):
    order = PriorityOrder.objects.in_force(timezone.localdate())
    if (
        order is not None
        and order.pk != made.order_id
        and not made.lines.standing().exclude(state=State.PLANNED)
    ):
        made.order = order
        made.save(update_fields=["order"])
    lines = list(made.lines.filter(state=State.PLANNED).exclude(rule_place=None))
    Allocation.objects.filter(pk__in=[line.pk for line in lines]).update(state=State.TAKEN_OUT)
    AllocationStep.objects.bulk_create(
        [AllocationStep(list=made, line=line, act=Act.REMADE, by=by) for line in lines]
    )


def _write(made, chosen, by):
    last = made.lines.standing().order_by("-rank").values_list("rank", flat=True).first() or 0
    lines = [
        Allocation(
            list=made,
            household_id=choice.family.household,
            student_id=None if choice.family.household else choice.child.key,
            pupil_id=choice.child.key,
            rank=last + number,
            rule_place=choice.rule.place,
            reason=choice.reason,
            evidence=evidence_of(choice.family),
        )
        for number, choice in enumerate(chosen, start=1)
    ]
    Allocation.objects.bulk_create(lines)
    if lines:
        count = ngettext("%(n)d family", "%(n)d families", len(lines)) % {"n": len(lines)}
        AllocationStep.objects.create(list=made, act=Act.PROPOSED, words=count, by=by)
