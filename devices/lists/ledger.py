"""The rows of a hand-over list against the ledger: what stands already, what it would refuse, what is new.

The same rules as in devices/handover_rules.py, asked for all rows at once; when the rows are written the
ledger itself is asked again (handing.py).
"""

import uuid
from collections import defaultdict
from itertools import batched

from django.db.models import Q
from django.utils import timezone

from devices.handover import Request
from devices.handover_rules import holder_words, refuse_request
from devices.kitting import along, with_kits
from devices.models import Assignment, Handover, KitItem
from devices.moments import day_words
from devices.refusal import Refused
from lms.text import fold

PIECE = 500
# Of the request ids of rows; any fixed id will do.
LISTS = uuid.UUID("6a1f2f0e-7f57-4c8e-9d1e-3f4f5b7a9c21")
# So often a list may be taken over, undone and taken over anew.
MOST_TIMES = 20


def compare_with_ledger(rows, plan):
    """Set `action`, `to_hand` and `request_id` of the rows without errors."""
    open_rows = [row for row in rows if not row.has_error and row.student and (row.device or row.sim)]
    open_rows = [row for row in open_rows if not row.receiver.refused]
    _name_requests(open_rows, plan)
    for piece in batched(open_rows, PIECE):
        lines = _Lines(piece, plan.day)
        for row in piece:
            if row.action != "unchanged":
                _compare(row, lines, plan)


def _compare(row, lines, plan):
    things = [thing for thing in (row.device, row.sim) if thing is not None]
    row.to_hand = [thing for thing in things if not lines.stands(thing, row.student)]
    for thing in row.to_hand:
        lines.note_clash(row, thing)
    if row.device in row.to_hand and (line := lines.served(row)):
        known = {"code": line.device.code, "day": day_words(line.handed_over_at)}
        row.note("household_served", "full_name", **known)
    if row.has_error:
        return
    if not row.to_hand:
        row.action = "unchanged"
        return
    try:
        request = request_of(row, plan, by=None)
        if lines.in_kits(row):
            request = _take_kit_along(row, request)
        refuse_request(request, request.devices, request.sims)
    except Refused as refusal:
        row.note("refused", sentence=refusal.sentence)
    else:
        row.action = "create"


def _take_kit_along(row, request):
    """The request with what lies in a kit with the machine; the row says so before it is written."""
    found = along(request)
    if found.sentence:
        row.note("kit_goes_along", "serial", sentence=found.sentence)
    row.along = [*found.sims, *found.accessories]
    return with_kits(request)


def request_of(row, plan, by):
    """The hand-over that a row asks for."""
    devices, sims = parted(row.to_hand, row)
    name = row.receiver.name
    return Request(
        to=row.student,
        by=by,
        devices=devices,
        sims=sims,
        receiver_name=name,
        relation=_relation(row) if by else Handover.Relation.SELF,
        signed_how=row.receiver.signed_how or Handover.SignedHow.SIGNED,
        signed_on=plan.day,
        request_id=row.request_id,
    )


def parted(things, row):
    return [one for one in things if one is row.device], [one for one in things if one is row.sim]


def _relation(row):
    relations = Handover.Relation
    if row.receiver.relation:
        return row.receiver.relation
    if not row.receiver.name or fold(row.receiver.name) == row.student.name_fold:
        return relations.SELF
    for link in row.student.guardianships.select_related("guardian"):
        if fold(link.guardian.full_name) == fold(row.receiver.name):
            return link.relation if link.relation in relations else relations.OTHER
    return relations.OTHER


def _name_requests(rows, plan):
    """Give each row the id by which a repeat is known; who was undone gets the next one."""
    waiting = {}
    for row in rows:
        things = [f"device {row.device.pk}"] if row.device else []
        things += [f"sim {row.sim.pk}"] if row.sim else []
        batch = fold(plan.facts.batch_text or "")
        waiting[row.key] = (row, "|".join([plan.school.code, batch, str(row.student.pk), *things]))
    for time in range(MOST_TIMES):
        for row, name in waiting.values():
            row.request_id = uuid.uuid5(LISTS, f"{name}|{time}")
        standing, undone = _papers({row.request_id for row, _name in waiting.values()})
        for row, _name in waiting.values():
            if row.request_id in standing:
                row.action = "unchanged"
        waiting = {key: one for key, one in waiting.items() if one[0].request_id in undone}
        if not waiting:
            return


def _papers(ids):
    """(those with a line that stands, those struck out throughout) among the papers of these requests."""
    standing, all_of_them = set(), set()
    for piece in batched(ids, PIECE):
        papers = Handover.objects.filter(request_id__in=piece)
        all_of_them.update(papers.values_list("request_id", flat=True))
        standing.update(papers.filter(lines__voided_at=None).values_list("request_id", flat=True))
    return standing, all_of_them - standing


class _Lines:
    """Lines of the ledger about some rows: of their things, and of what their families hold."""

    def __init__(self, rows, day):
        self.day = day
        devices = [row.device.pk for row in rows if row.device]
        sims = [row.sim.pk for row in rows if row.sim]
        students = [row.student.pk for row in rows]
        households = [row.student.household_id for row in rows if row.student.household_id]
        lines = Assignment.objects.standing().with_holders().select_related("device", "sim")
        self.of_thing = defaultdict(list)
        for line in lines.filter(Q(device__in=devices) | Q(sim__in=sims)):
            self.of_thing[line.device or line.sim].append(line)
        inside = KitItem.objects.filter(Q(device__in=devices) | Q(sim__in=sims), out_at=None)
        self.kitted = {item.thing for item in inside.select_related("device", "sim")}
        held = lines.open().filter(Q(student__in=students) | Q(served_household__in=households))
        self.of_pupil, self.of_household = {}, {}
        for line in held.filter(device__isnull=False):
            self.of_pupil[line.student_id] = line
            self.of_household[line.served_household_id] = line

    def stands(self, thing, student):
        return any(line.is_open and line.pupil_id == student.pk for line in self.of_thing[thing])

    def in_kits(self, row):
        """Whether something of the row lies in a kit: only then it is asked what goes along."""
        return any(thing in self.kitted for thing in row.to_hand)

    def note_clash(self, row, thing):
        for line in self.of_thing[thing]:
            known = {"item": str(line.item), "holder": holder_words(line)}
            if line.is_open:
                row.note("held_by_another", "serial", **known, day=day_words(line.handed_over_at))
                return
            if line.returned_at and timezone.localdate(line.returned_at) > self.day:
                row.note("held_until", "serial", **known, until=day_words(line.returned_at))
                return

    def served(self, row):
        """The line under which the pupil or the household has a device already."""
        household = row.student.household_id
        return self.of_pupil.get(row.student.pk) or (self.of_household.get(household) if household else None)
