"""Sign-in cards: eight on a sheet of A4, with the PIN on a strip to cut off.

A card's secret and a PIN are known at the moment of printing alone; what stays is their hash.
"""

from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.db import transaction
from django.urls import reverse

from lms.history import note_changes
from lms.pdf import qr_svg, render_pdf
from students import pictures
from students.accounts import open_pupil_accounts
from students.codes import new_pin
from students.models import CardToken, Enrolment, Student, User

# Which pupils get a new PIN when cards are printed.
MISSING, ALL, NONE = "missing", "all", "none"


def make_cards(students, by, pins=MISSING, revoke=False):
    """New cards for `students` (fetched with school and user): what render_cards prints.

    `pins`: new ones for those who have none, for all, or for none. `revoke`: cards printed
    earlier stop working and open sessions end («làm thẻ mới»); else they go on beside the new.

    For a whole school the hashes and the square codes take seconds, and nobody else could write
    meanwhile: both are made outside the transaction.
    """
    students = list(students)
    open_pupil_accounts(students)
    told = _new_pins(students, pins)
    secrets = {student.pk: token_urlsafe(16) for student in students}
    with transaction.atomic():
        _keep(students, told, secrets, revoke)
        for school, its_students in _by_school(students).items():
            lines = [
                (one, None, {"new_pin": one.pk in told, "old_cards_end": revoke}) for one in its_students
            ]
            note_changes(by, "print a sign-in card", lines, school)
    sits_in = Enrolment.objects.open().filter(student__in=students).select_related("school_class")
    classes = {one.student_id: one.school_class for one in sits_in}
    return [
        _card(student, classes.get(student.pk), secrets[student.pk], told.get(student.pk, ""))
        for student in students
    ]


def render_cards(cards):
    """The cards as PDF."""
    return render_pdf("students/cards.typ", {"cards": cards, "site": settings.PUBLIC_URL})


def _keep(students, told, secrets, revoke):
    User.objects.bulk_update([one.user for one in students if one.pk in told], ["password"])
    if revoke:
        CardToken.revoke_all(students)
        for student in students:
            student.card_version += 1
        Student.objects.bulk_update(students, ["card_version"])
    CardToken.objects.bulk_create(
        CardToken(student=student, token_hash=CardToken.hash_of(secrets[student.pk])) for student in students
    )


def _by_school(students):
    found = {}
    for student in students:
        found.setdefault(student.school, []).append(student)
    return found


def _new_pins(students, pins):
    """{student id: new PIN}; the accounts have its hash, which is not saved yet."""
    chosen = [
        student
        for student in students
        if pins == ALL or (pins == MISSING and not is_password_usable(student.user.password))
    ]
    told = {}
    for student in chosen:
        told[student.pk] = new_pin()
        student.user.set_pin(told[student.pk])
    return told


def _card(student, school_class, secret, pin):
    return {
        "name": student.full_name,
        "given_name": student.given_name,
        "school": student.school.name,
        "class": school_class.name if school_class else "",
        "code": student.code,
        "pin": pin,
        "pictures": [pictures.drawing_of(digit) for digit in pin] if pictures.suit(school_class) else [],
        "secret": secret,
        "qr": qr_svg(settings.PUBLIC_URL + reverse("students:card", args=[secret])),
    }
