"""Consents of a family: given, withdrawn, and what hangs on them.

Whoever gathers or shows something that needs one asks here (or `Consent.objects.agreed_to` in a query),
and registers in `AppConfig.ready` what a withdrawal ends at once:

    consents.on_withdrawal(Consent.Purpose.PHOTO, take_down)    # take_down(student)
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from lms.history import note_change
from students.consent_texts import CURRENT
from students.models import Consent, Student

AGE_OF_OWN_VOICE = 7

_effects = defaultdict(list)


def on_withdrawal(purpose, effect):
    """Call `effect(student)` in the transaction in which a consent to `purpose` ends."""
    if effect not in _effects[purpose]:
        _effects[purpose].append(effect)


def agrees(student, purpose):
    """Whether a consent to `purpose` is in force. Silence is none (Law 91/2025)."""
    return student.consents.agreed_to(purpose).exists()


def has_own_voice(student, on):
    """Whether the child is asked as well on the day `on`; an unknown age counts as old enough."""
    age = student.age_on(on)
    return age is None or age >= AGE_OF_OWN_VOICE


def lacks_childs_word(student, purpose, on, child_agreed):
    """Whether the child's own yes is missing: nothing of a child of seven is made public without it."""
    return purpose in Consent.PUBLIC and not child_agreed and has_own_voice(student, on)


def may_be_public(students, purpose, on):
    """Those of `students` of whom something may be shown to everybody on the day `on`: the family agreed,
    and so did the child – also one who was under seven when the family did."""
    agreed = Consent.objects.agreed_to(purpose).filter(student__in=students)
    childs_word = dict(agreed.values_list("student", "child_agreed_on"))
    return [
        student
        for student in students
        if student.pk in childs_word and (childs_word[student.pk] or not has_own_voice(student, on))
    ]


@transaction.atomic
def give(student, purpose, **paper):
    """Write down a consent, as `draft` takes it; (the one in force, whether it is new)."""
    Student.objects.select_for_update().get(pk=student.pk)
    if known := student.consents.agreed_to(purpose).first():
        return known, False
    consent = draft(student, purpose, **paper)
    consent.save(force_insert=True)
    note_change(
        by=consent.recorded_by,
        act="record a consent",
        thing=consent,
        after=told(consent),
        school=student.school_id,
    )
    return consent, True


def draft(student, purpose, *, by, given_by, how, on, child_agreed=False, version=CURRENT, paper=None):
    """A consent that is not saved yet."""
    return Consent(
        student=student,
        purpose=purpose,
        text_version=paper.text_version if paper else version,
        given_by=given_by,
        given_how=how,
        given_on=on,
        child_agreed_on=on if child_agreed and has_own_voice(student, on) else None,
        paper=paper,
        recorded_by=by,
    )


def told(consent):
    """What the log of changes says about a consent."""
    return {"purpose": str(consent.purpose), "given_by": consent.given_by, "how": str(consent.given_how)}


@transaction.atomic
def withdraw(student, purpose, by):
    """End the consent in force and what hangs on it; None when there is none."""
    consent = student.consents.agreed_to(purpose).select_for_update().first()
    if consent is None:
        return None
    consent.withdrawn_at, consent.withdrawn_by = timezone.now(), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    note_change(
        by=by,
        act="withdraw a consent",
        thing=consent,
        after={"purpose": str(purpose)},
        school=student.school_id,
    )
    for effect in _effects[purpose]:
        effect(student)
    return consent
