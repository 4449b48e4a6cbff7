"""Who looked at, or took away, what about whom: noted here by every screen that shows or exports it.

Every phrase that is noted has its words here, for the page «Ai đã xem».
"""

from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lms.history import note_looks
from lms.models import Look
from students import abilities
from students.models import Role, School, Student

WORDS = {
    "pupil's page": pgettext_lazy("look", "opened the pupil's page"),
    "ethnic group and poverty class": pgettext_lazy(
        "look", "looked at ethnic group, poverty class and id number"
    ),
    "household's certificates": pgettext_lazy(
        "look", "opened poverty class and certificates of the household"
    ),
    "scan of a certificate": pgettext_lazy("look", "opened the scan of a certificate of the household"),
    "class list": pgettext_lazy("look", "took the class list along as a file"),
    "list of pupils": pgettext_lazy("look", "took a list of pupils along as a file"),
    "sign-in card": pgettext_lazy("look", "printed the sign-in card"),
    "parent's card": pgettext_lazy("look", "printed the card of a parent"),
    "consent sheet": pgettext_lazy("look", "printed the consent sheet"),
    "signed consent sheet": pgettext_lazy("look", "opened the signed consent sheet"),
    "hand-over record": pgettext_lazy("look", "printed the hand-over record"),
    "signed hand-over record": pgettext_lazy("look", "opened the signed hand-over record"),
    "return record": pgettext_lazy("look", "printed the record of what came back"),
    "signed return record": pgettext_lazy("look", "opened the signed record of what came back"),
    "photo of a machine": pgettext_lazy("look", "opened a photo of the pupil's machine"),
    "list of recipients": pgettext_lazy("look", "printed the list of who received devices"),
    "list of SIM cards": pgettext_lazy("look", "took a list of SIM cards with their holders along as a file"),
    "stocktake": pgettext_lazy("look", "took the result of a stocktake along, with who holds which device"),
    "photo of damage": pgettext_lazy("look", "opened the photo of a broken device"),
    "loss": pgettext_lazy("look", "opened what was told of the loss of the pupil's machine"),
    "paper of the police": pgettext_lazy("look", "opened the police's paper about the pupil's machine"),
    "what is still out": pgettext_lazy("look", "read on a list what the pupil is to give back"),
    "missing in a stocktake": pgettext_lazy(
        "look", "read that the pupil's machine is missing in a stocktake"
    ),
    "damage": pgettext_lazy("look", "read what was told of the pupil's broken machine"),
    "dispute": pgettext_lazy("look", "read what the family says is wrong in a record"),
    "use of a machine": pgettext_lazy("look", "read how many minutes the pupil's machine was used"),
    "own browser": pgettext_lazy("look", "read which browser the pupil named as the own machine"),
    "connection": pgettext_lazy("look", "read on a list which connection the pupil was given"),
    "not equipped": pgettext_lazy("look", "read on a list that the pupil has no device yet"),
    "allocation list": pgettext_lazy("look", "read on a list who is to receive a device, and why"),
    "allocation list as a file": pgettext_lazy(
        "look", "took a list of who is to receive a device along as a file"
    ),
    "whole record": pgettext_lazy("look", "opened everything that is kept about the pupil"),
    "record as a file": pgettext_lazy("look", "took everything about the pupil along as a file"),
    "found for a transfer": pgettext_lazy("look", "found the pupil by id and birth date, for a transfer"),
    "answers": pgettext_lazy("look", "opened the pupil's answers and mark"),
    "gathered work": pgettext_lazy(
        "look", "read that the pupil's work is gathered for the culture archive, and what the family said"
    ),
    "posts": pgettext_lazy("look", "read what the pupil asked or wrote in the exchange"),
    "column of marks": pgettext_lazy("look", "took a column of marks along as a file"),
    "mark book": pgettext_lazy("look", "opened the pupil's marks in the mark book"),
    "mark book as a file": pgettext_lazy("look", "took the mark book of a term along as a file"),
    "marks out of a file": pgettext_lazy("look", "read the pupil's marks in an uploaded file"),
    "revision": pgettext_lazy("look", "read which topics the pupil has still to revise"),
    "progress as a file": pgettext_lazy("look", "took how far the pupil is in lectures along as a file"),
    "passport of skills": pgettext_lazy("look", "opened the pupil's passport of skills"),
    "competition result": pgettext_lazy("look", "read what the pupil came to in a competition"),
    "seat in a competition": pgettext_lazy("look", "read in which session of a competition the pupil sits"),
    "work of a contest": pgettext_lazy("look", "looked at what the pupil handed in to a contest of works"),
    "certificate of a competition": pgettext_lazy("look", "printed the pupil's certificate of a competition"),
    "own rules": pgettext_lazy("look", "read which extra time the pupil has in quizzes, and why"),
    "notice not read": pgettext_lazy("look", "read that the pupil has not read a notice yet"),
    "rows left out": pgettext_lazy("look", "took the rows left out of a class list along as a file"),
}


def note(by, what, *things, once_a_day=False):
    """Write into the log that `by` saw `what` of these pupils (or of one class list that was uploaded)."""
    if what not in WORDS:
        raise KeyError(what)
    note_looks(by, what, things, once_a_day=once_a_day)


def visible_to(user):
    """The lines that `user` may read: of the own school, of the own children, or all."""
    mine = abilities.scope_for(user, "see who looked")
    looks = Look.objects.exclude(number=None)
    if mine.everywhere:
        return looks
    own = Student.objects.visible_to(user, to="follow own children").values_list("pk", flat=True)
    lines = looks.filter(school_id__in=mine.led_school_ids)
    if mine.guardian_id:
        lines |= looks.filter(model=Student._meta.label_lower, object_id__in=[str(pk) for pk in own])
    return lines


def with_words(looks):
    """The lines as a list, each with the pupil and with what its reader was on that day; few queries."""
    lines = list(looks)
    keys = [line.object_id for line in lines if line.model == Student._meta.label_lower]
    students = {str(student.pk): student for student in Student.objects.filter(pk__in=keys)}
    schools = School.objects.in_bulk({line.school_id for line in lines if line.school_id})
    roles = Role.objects.filter(user__in={line.actor_id for line in lines}).select_related("school", "place")
    held = {}
    for role in roles.order_by("starts_on"):
        held.setdefault(role.user_id, []).append(role)
    for line in lines:
        line.student = students.get(line.object_id)
        line.in_words = WORDS.get(line.what, line.what)
        line.school = schools.get(line.school_id)
        line.roles = [role for role in held.get(line.actor_id, ()) if _held_on(role, line.at)]
    return lines


def _held_on(role, moment):
    day = timezone.localdate(moment)
    if role.withdrawn_at and role.withdrawn_at < moment:
        return False
    return role.starts_on <= day and (role.ends_on is None or role.ends_on >= day)
