"""Consent sheets of a class: printed with a number for each pupil, and typed in as they come back."""

import secrets
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lms.history import note_changes
from lms.pdf import qr_svg, render_pdf
from students import consents
from students.codes import LETTERS
from students.consent_texts import CURRENT, texts
from students.models import Consent, ConsentPaper, Student


@dataclass
class Returned:
    """One sheet as it came back signed; `purposes` may be empty: the family said no to everything."""

    student: Student
    signer: str
    how: str
    on: object
    purposes: list = field(default_factory=list)
    child_agreed: bool = False


@transaction.atomic
def print_sheets(students, by, school):
    """The sheets to print for `students`: those that wait already, and new ones for the others."""
    students = list(students)
    _hold(students)
    waiting = ConsentPaper.objects.waiting().filter(student__in=students, text_version=CURRENT)
    papers = {paper.student_id: paper for paper in waiting}
    numbers = _free_numbers(sum(student.pk not in papers for student in students))
    new = [
        ConsentPaper(number=numbers.pop(), student=student, text_version=CURRENT, printed_by=by)
        for student in students
        if student.pk not in papers
    ]
    ConsentPaper.objects.bulk_create(new)
    note_changes(by, "print consent sheets", [(paper, {}, {"number": paper.number}) for paper in new], school)
    papers |= {paper.student_id: paper for paper in new}
    return [papers[student.pk] for student in students]


def render_sheets(papers, class_name, school):
    """The sheets as PDF, one page each. `papers`: fetched with their students."""
    return render_pdf(
        "students/consent_sheets.typ",
        {
            "school": school.name,
            "issuer": school.stands_under,
            "version": CURRENT,
            "texts": [{"title": text.title, "lines": text.lines} for text in texts()],
            "public": [text.title for text in texts() if text.purpose in Consent.PUBLIC],
            "sheets": [
                {
                    "number": paper.number,
                    "name": paper.student.full_name,
                    "born": f"{paper.student.date_of_birth:%d/%m/%Y}" if paper.student.date_of_birth else "",
                    "class": class_name,
                    "asks_child": consents.has_own_voice(paper.student, timezone.localdate()),
                    "qr": qr_svg(
                        settings.PUBLIC_URL + reverse("students:consent-paper", args=[paper.number])
                    ),
                }
                for paper in papers
            ],
        },
    )


@transaction.atomic
def take_in(returned, by, school):
    """Write down a stack of sheets; returns (sheets, consents new by it). A repeat changes nothing."""
    students = [sheet.student for sheet in returned]
    _hold(students)
    in_force = set(Consent.objects.in_force().filter(student__in=students).values_list("student", "purpose"))
    papers = _papers_for(returned, by)
    new = [
        consents.draft(
            sheet.student,
            purpose,
            by=by,
            given_by=sheet.signer,
            how=sheet.how,
            on=sheet.on,
            child_agreed=sheet.child_agreed,
            paper=papers[sheet.student.pk],
        )
        for sheet in returned
        for purpose in sheet.purposes
        if (sheet.student.pk, purpose) not in in_force
    ]
    Consent.objects.bulk_create(new)
    note_changes(by, "record a consent", [(consent, {}, consents.told(consent)) for consent in new], school)
    return len(returned), len(new)


def _papers_for(returned, by):
    """The sheet each pupil brought: the one that waits, else the last one typed in, else one of today.

    A sheet typed in a second time is the same sheet; who lost the printed one signed a copy of it.
    """
    papers = {}
    kept = ConsentPaper.objects.filter(student__in=[sheet.student for sheet in returned])
    for paper in kept.order_by("-entered_at", "printed_at"):
        known = papers.get(paper.student_id)
        if known is None or paper.entered_at is None:
            papers[paper.student_id] = paper
    numbers = _free_numbers(sum(sheet.student.pk not in papers for sheet in returned))
    made = []
    for sheet in returned:
        if sheet.student.pk not in papers:
            paper = ConsentPaper(
                number=numbers.pop(), student=sheet.student, text_version=CURRENT, printed_by=by
            )
            papers[sheet.student.pk] = paper
            made.append(paper)
    ConsentPaper.objects.bulk_create(made)
    fresh = [papers[sheet.student.pk] for sheet in returned if papers[sheet.student.pk].entered_at is None]
    for paper in fresh:
        paper.entered_at, paper.entered_by = timezone.now(), by
    ConsentPaper.objects.bulk_update(fresh, ["entered_at", "entered_by"])
    return papers


def _hold(students):
    """Two clerks with the same stack follow each other."""
    keys = [student.pk for student in students]
    list(Student.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _free_numbers(count):
    found = set()
    while len(found) < count:
        wanted = {"".join(secrets.choice(LETTERS) for _sign in range(7)) for _missing in range(count)}
        taken = ConsentPaper.objects.filter(number__in=wanted).values_list("number", flat=True)
        found |= wanted - set(taken)
    return sorted(found)
