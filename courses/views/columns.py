"""A class's marks of a quiz in its mark book: look, enter, see, take along."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import feeding_columns, judging
from courses.forms.columns import ColumnForm
from courses.marking_desk.veil import hides_names
from courses.models import MarkColumn
from lms import downloads, spreadsheets
from lms.text import make_slug
from students import looked
from students.abilities import requires
from students.models import SchoolClass, Student, Subject, Term

from .results import found_quiz


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request, uid, class_uid):
    """Who gets which mark, who is missing; then enter them. Again: only what changed."""
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    if not _may_enter(request.user, page, school_class):
        raise PermissionDenied("enter marks")
    column = MarkColumn.objects.filter(page=page, school_class=school_class).first()
    subject = Subject.objects.filter(pk=judging.subjects_of([page]).get(page.pk)).first()
    refusal = _refusal(page, subject, school_class)
    form = ColumnForm(
        request.POST or None,
        school_class=school_class,
        initial={"title": page.title[:120], "term": _term_now(school_class)},
    )
    status = 200
    if request.method == "POST" and not refusal:
        status = 422
        if column or form.is_valid():
            facts = {} if column else {"subject": subject, **form.cleaned_data}
            try:
                digest = request.POST.get("digest", "")
                column = feeding_columns.feed(page, school_class, request.user, facts, digest)
                return redirect("courses:mark_column", column.pk)
            except feeding_columns.Refused as why:
                messages.error(request, str(why))
                status = 409
    context = {
        "page": page,
        "school_class": school_class,
        "subject": subject,
        "column": column,
        "form": form,
        "told": feeding_columns.proposal(page, school_class, request.user, column),
        "refusal": refusal,
    }
    return render(request, "courses/columns/feed.html", context, status=status)


@requires("see marks")
@never_cache
@require_safe
def column(request, pk):
    found = _found(request.user, pk)
    rows = _rows(request.user, found)
    context = {
        "column": found,
        "rows": rows,
        "page": found.page,
        "may_change": _may_change(request.user, found),
    }
    return render(request, "courses/columns/column.html", context)


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    """Kind, term and title of a column that was opened with wrong ones."""
    found = _found(request.user, pk)
    if not _may_change(request.user, found):
        raise PermissionDenied("enter marks")
    form = ColumnForm(request.POST or None, instance=found, school_class=found.school_class)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                feeding_columns.change(found, form.cleaned_data, request.user)
                return redirect("courses:mark_column", found.pk)
            except feeding_columns.Refused as why:
                form.add_error(None, str(why))
                status = 409
    told = MarkColumn.objects.select_related("school_class").get(pk=found.pk)
    context = {"column": told, "form": form}
    return render(request, "courses/columns/change.html", context, status=status)


@requires("see marks")
@never_cache
@require_safe
def workbook(request, pk):
    found = _found(request.user, pk)
    rows = _rows(request.user, found)
    looked.note(request.user, "column of marks", *(student for student, _row in rows))
    name = f"cot-diem-{make_slug(found.title)}-{make_slug(found.school_class.name)}.xlsx"
    return downloads.xlsx(spreadsheets.write([(found.school_class.name, _sheet(found, rows))]), name)


def _sheet(found, rows):
    """In the order in which the ministry's sheets have these columns."""
    head = [_("No."), pgettext("column", "Class"), _("Ministry id"), pgettext("column", "Full name")]
    yield [*head, _("Date of birth"), found.title]
    for number, (student, row) in enumerate(rows, start=1):
        told = [
            number,
            found.school_class.name,
            student.ministry_id,
            student.full_name,
            student.date_of_birth,
        ]
        yield [*told, float(row.mark) if row else None]


def _may_enter(user, page, school_class):
    judges = judging.classes_judged_by(user).filter(pk=school_class.pk).exists()
    return judges and judging.may_correct_at(user, page, school_class.school_id)


def _may_change(user, column):
    """Who may enter its marks; of a deleted quiz, who leads the class."""
    if column.page:
        return _may_enter(user, column.page, column.school_class)
    led = SchoolClass.objects.visible_to(user, to="manage people")
    return led.filter(pk=column.school_class_id).exists()


def _refusal(page, subject, school_class):
    if page.practice:
        return _("Practice gives no marks for the mark book.")
    if subject is None:
        return _("This quiz stands under no subject. Move it to a course of its subject first.")
    if subject.comment_only:
        words = _("%(subject)s is judged Đạt or Chưa đạt only: it has no marks to enter.")
        return words % {"subject": subject.name}
    if hides_names(page, school_class):
        return _(
            "This quiz is marked without names. Its marks are entered when the whole class is marked, or its "
            "marks are released."
        )
    return ""


def _term_now(school_class):
    today = timezone.localdate()
    terms = Term.objects.filter(year=school_class.year_id, starts_on__lte=today, ends_on__gte=today)
    return terms.order_by("-school").first()


def _found(user, pk):
    """A column of a class about which `user` decides; 404 for others."""
    columns = MarkColumn.objects.visible_to(user)
    return get_object_or_404(
        columns.select_related("school_class__school", "subject", "term__year", "page"), pk=pk
    )


def _rows(user, found):
    """(pupil, the row that counts or None): who sits in the class, then who has a mark and left it."""
    marks = found.marks()
    seen = Student.objects.visible_to(user, to="see marks")
    sitting = list(seen.sitting_in(found.school_class))
    keys = {student.pk for student in sitting}
    gone = [row.student for key, row in marks.items() if key not in keys and row.student.erased_at is None]
    gone.sort(key=lambda student: student.name_sort)
    return [(student, marks.get(student.pk)) for student in [*sitting, *gone]]
