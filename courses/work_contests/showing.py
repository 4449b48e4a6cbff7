"""Under which names works are shown, and who looked at them."""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import ContestAuthor
from students import consents, looked
from students.models import Consent, Student

BLANK = "[…]"


def note_looked(user, what, works):
    """Write down that `user` saw works of these pupils by name; authors are not noted at their own."""
    if user.student_or_none:
        return
    works = [one.pk for one in works]
    pupils = Student.objects.filter(contest_works__work__in=works).distinct()
    looked.note(user, what, *pupils, once_a_day=True)


def names_of(works):
    """{work: the names that everybody may read}: of teachers the name, of pupils only with the consent of
    family and child, otherwise a pupil of the grade."""
    rows = list(ContestAuthor.objects.filter(work__in=works).select_related("student", "user").order_by("pk"))
    pupils = [row.student for row in rows if row.student and row.student.erased_at is None]
    agreed = {one.pk for one in consents.may_be_public(pupils, Consent.Purpose.NAME, timezone.localdate())}
    found = {}
    for row in rows:
        if row.user or row.student_id in agreed:
            name = row.name
        elif row.grade:
            name = _("a pupil of grade %(n)d") % {"n": row.grade}
        else:
            name = _("a pupil")
        found.setdefault(row.work_id, []).append(name)
    return found


def unnamed(work):
    """`work` whose title and words say no name to a judge who may not know it: authors write their own and
    their school's there, whatever they were told."""
    names = [author.name for author in work.authors.all()] + [work.school.name]
    known = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names if name.split())
    for field in ("title", "words"):
        setattr(
            work,
            field,
            re.sub(rf"(?<!\w)(?:{known})(?!\w)", BLANK, getattr(work, field), flags=re.IGNORECASE),
        )
    return work


def files_of(work, address):
    """Its files in their order, each with `address`, where this reader opens it: `address(file)`."""
    files = work.shown_files
    for one in files:
        one.address = address(one)
    return files


def own_address(file):
    """For who knows the authors."""
    return reverse("courses:contest_file", args=[file.pk])


def shown_among(contest, works):
    """Keys of those that whoever sees the contest may open now: a withdrawn consent takes one from sight at
    once."""
    if not contest.published:
        return set()
    offered = [one for one in works if one.shown_at and one.stands and one.prize]
    return {one.pk for one in offered} - _without_consent(offered)


def why_not_shown(work):
    """Why a work cannot be opened by all who see the contest, in a sentence; "" when it can."""
    if _without_consent([work]):
        return _(
            "Families of its authors have not agreed that something of the child is shown (photos and films)."
        )
    return ""


def _without_consent(works):
    """Keys of works of which a pupil, or the family of one, has not agreed that anything is shown."""
    rows = ContestAuthor.objects.filter(work__in=works).exclude(student=None).select_related("student")
    pupils = {row.student for row in rows}
    agreed = set(consents.may_be_public(pupils, Consent.Purpose.PHOTO, timezone.localdate()))
    return {row.work_id for row in rows if row.student not in agreed}
