"""Mark books of staff, and marks that were shown to pupils and families, in the one box."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.judging import classes_judged_by
from courses.models import SheetRelease
from students.abilities import can
from students.finders import Hit
from students.models import Enrolment, SchoolYear, Student, Subject, TeachingAssignment

# Of whoever leads a school; the province opens a mark book from the page of its class.
MOST_BOOKS = 60


def find_marks(user, wanted, most):
    """[(title, address)]: of staff the mark books of their classes, of pupils and families what was shown."""
    if student := user.student_or_none:
        rows = [
            (_("My marks: %(subject)s") % {"subject": subject}, reverse("courses:own_marks"))
            for _student, subject in _shown([student])
        ]
    else:
        rows = [*_marks_of_children(user), *(_mark_books(user) if can(user, "keep marks") else ())]
    return [row for row in rows if wanted.matches(row[0])]


def tell_marks(rows, user):
    return [Hit(title, address) for title, address in rows]


def _marks_of_children(user):
    if not can(user, "follow own children"):
        return
    children = list(Student.objects.visible_to(user, to="follow own children"))
    for student, subject in _shown(children):
        told = {"name": student.full_name, "subject": subject}
        address = reverse("courses:marks_of_child", args=[student.pk])
        yield _("Marks of %(name)s: %(subject)s") % told, address


def _shown(students):
    """[(pupil, subject)] of which marks are shown to the family now; two queries."""
    sat = Enrolment.objects.open().filter(student__in=students).values_list("school_class", "student")
    classes = {}
    for school_class, student in sat:
        classes.setdefault(school_class, []).append(student)
    standing = {}
    for one in SheetRelease.objects.filter(school_class__in=classes).select_related("subject").order_by("pk"):
        standing[one.school_class_id, one.subject, one.term_id] = one.is_shown
    subjects = {(place, subject): None for (place, subject, _term), shown in standing.items() if shown}
    by_key = {student.pk: student for student in students}
    return [(by_key[pk], subject) for place, subject in subjects for pk in classes[place]]


def _mark_books(user):
    year = SchoolYear.objects.on(timezone.localdate())
    classes = classes_judged_by(user).filter(year=year).distinct().order_by("grade", "name_sort", "pk")
    classes = {one.pk: one for one in classes[:MOST_BOOKS]}
    taught = TeachingAssignment.objects.filter(school_class__in=classes, withdrawn_at=None)
    pairs = taught.exclude(subject=None).values_list("school_class", "subject").distinct()
    names = dict(Subject.objects.values_list("pk", "name"))
    order = {pk: number for number, pk in enumerate(classes)}
    for place, subject in sorted(pairs, key=lambda pair: (order[pair[0]], pair[1])):
        told = {"class": classes[place].name, "subject": names[subject]}
        address = reverse("courses:mark_book_class", args=[classes[place].uid])
        yield _("Mark book %(class)s: %(subject)s") % told, address
