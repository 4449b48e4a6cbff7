"""A class in a course and in one lecture: who is where, for its teachers."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses import class_progress, opening, saying_done, stuck, task_works
from courses.models import CoursePage, LecturePage, LectureProgress
from lms import downloads, spreadsheets
from lms.text import make_slug
from lms.widgets import DayInput
from students import looked
from students.abilities import can_in, requires
from students.models import SchoolClass, Student


@requires("see marks")
@never_cache
@require_safe
def index(request, class_uid):
    """The courses of a class."""
    school_class = _class(request, class_uid)
    courses = class_progress.courses_of(school_class, request.user)
    return render(
        request, "courses/class_progress/index.html", {"school_class": school_class, "courses": courses}
    )


@requires("see marks")
@never_cache
@require_safe
def course(request, class_uid, key):
    """Pupils × lectures."""
    school_class, page, table = _table(request, class_uid, key)
    context = {
        "school_class": school_class,
        "course": page,
        "table": table,
        "heads": list(table.heads),
        "zalo": _zalo(school_class, page, table),
        "may_write": can_in(request.user, "write to parents", school_class),
    }
    return render(request, "courses/class_progress/course.html", context)


@requires("see marks")
@never_cache
@require_safe
def workbook(request, class_uid, key):
    school_class, page, table = _table(request, class_uid, key)
    looked.note(request.user, "progress as a file", *(line.student for line in table.lines))
    sheets = [
        (_("How far"), _rows(table, lambda cell: _("done") if cell.done else f"{cell.read}/{cell.parts}")),
        (
            _("Minutes"),
            _rows(table, lambda cell: _("not measured") if cell.minutes is None else cell.minutes),
        ),
        (_("Practice (%)"), _rows(table, lambda cell: "" if cell.practice is None else cell.practice)),
    ]
    name = f"tien-do-{make_slug(school_class.name)}-{make_slug(page.title)}.xlsx"
    return downloads.xlsx(spreadsheets.write(sheets), name)


@requires("see marks")
@never_cache
@require_safe
def lecture(request, class_uid, key):
    """One lecture: who has opened it, where pupils stopped, which questions went wrong."""
    school_class, page = _lecture(request, class_uid, key)
    table = class_progress.table_of(school_class, [page], request.user)
    students = [line.student for line in table.lines]
    rows = list(LectureProgress.objects.filter(student__in=students, lecture=page).select_related("student"))
    confirmed = {row.student_id for row in rows if row.confirmed_at}
    may_say = can_in(request.user, "give work", school_class)
    context = {
        "school_class": school_class,
        "lecture": page,
        "course": page.get_parent(),
        "lines": [(line.student, line.cells[0], line.student.pk in confirmed) for line in table.lines],
        "done": sum(line.cells[0].done for line in table.lines),
        "unopened": [line.student for line in table.lines if not line.cells[0].opened],
        "parts": stuck.parts_of(page, rows),
        "practices": stuck.practices_of(page, students),
        "may_say": may_say,
        "tasks": task_works.waiting_in(page, students) if may_say else [],
        "opening": OpeningForm(
            lecture=page,
            initial={
                "opens_on": page.openings.filter(school_class=school_class)
                .values_list("opens_on", flat=True)
                .first()
            },
        ),
    }
    return render(request, "courses/class_progress/lecture.html", context)


@requires("give work")
@require_POST
def say_done(request, class_uid, key):
    """A teacher's «done», for those who were ticked; who was ticked before and is not any more loses it."""
    school_class, page = _lecture(request, class_uid, key, to="give work")
    pupils = Student.objects.visible_to(request.user, to="give work").sitting_in(school_class)
    by_key = {str(student.pk): student for student in pupils}
    before, now = (set(request.POST.getlist(name)) & by_key.keys() for name in ("was", "done"))
    with transaction.atomic():
        for student in sorted(now - before):
            saying_done.say(by_key[student], page, by=request.user)
        for student in sorted(before - now):
            saying_done.take_back(by_key[student], page, by=request.user)
    words = ngettext("%(n)d pupil changed.", "%(n)d pupils changed.", len(now ^ before))
    messages.success(request, words % {"n": len(now ^ before)})
    return redirect("courses:class_in_lecture", class_uid, key)


class OpeningForm(forms.Form):
    opens_on = forms.DateField(
        label=gettext_lazy("For this class it opens on"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Empty: on the same day as for everybody."),
    )

    def __init__(self, *args, lecture, **kwargs):
        super().__init__(*args, **kwargs)
        self.lecture = lecture

    def clean_opens_on(self):
        day = self.cleaned_data["opens_on"]
        if sentence := opening.refusal(self.lecture, day):
            raise ValidationError(sentence)
        return day


@requires("give work")
@never_cache
@require_POST
def open_on(request, class_uid, key):
    """Give the class its own day for a lecture."""
    school_class, page = _lecture(request, class_uid, key, to="give work")
    form = OpeningForm(request.POST, lecture=page)
    if form.is_valid():
        with transaction.atomic():
            opening.set_for_class(page, school_class, form.cleaned_data["opens_on"], by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(form.errors["opens_on"]))
    return redirect("courses:class_in_lecture", class_uid, key)


def _class(request, class_uid, to="see marks"):
    classes = SchoolClass.objects.visible_to(request.user, to=to).select_related("school", "year")
    return get_object_or_404(classes, uid=class_uid)


def _table(request, class_uid, key):
    school_class = _class(request, class_uid)
    page = get_object_or_404(CoursePage.objects.live(), translation_key=key)
    lectures = class_progress.lectures_of(page, request.user)
    return school_class, page, class_progress.table_of(school_class, lectures, request.user)


def _lecture(request, class_uid, key, to="see marks"):
    school_class = _class(request, class_uid, to)
    return school_class, get_object_or_404(LecturePage.objects.visible_to(request.user), translation_key=key)


def _rows(table, said):
    yield [_("Full name"), *(lecture.title for lecture in table.lectures)]
    for line in table.lines:
        yield [line.student.full_name, *(said(cell) for cell in line.cells)]


def _zalo(school_class, page, table):
    """What the parents' group may read: titles, addresses and how many – no name, nothing of one child."""
    lines = [
        _("Class %(name)s, %(course)s: how far we are.") % {"name": school_class.name, "course": page.title}
    ]
    for lecture, done, _opened in table.heads:
        told = {"title": lecture.title, "done": done, "all": len(table.lines)}
        lines.append("• " + _("%(title)s: %(done)d of %(all)d have done it") % told)
    lines.append(f"{settings.PUBLIC_URL}{page.get_url()}")
    lines.append(_("Please remind your child to read on where there is signal. Thank you!"))
    return "\n".join(lines)
