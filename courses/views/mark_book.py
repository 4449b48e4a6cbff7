"""The mark book of a class: its sheets, what lacks, the year; closing a term and opening it again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.judging import classes_judged_by
from courses.mark_book import closing, rights, rules, sheet_file, writing, years
from courses.mark_book import missing as lacks
from courses.mark_book.cells import written
from courses.mark_book.places import is_primary
from courses.mark_book.sheet import closing_of
from courses.mark_book.words import LEVELS
from courses.models import MarkList, TermClosing
from lms import downloads
from lms.text import make_slug
from students import looked
from students.abilities import requires
from students.models import School, SchoolYear, Student

LATEST = 10
# A school has fewer; the province finds the others by their class pages.
MOST_CLASSES = 120


@requires("keep marks")
@never_cache
@require_safe
def index(request):
    """The classes whose mark books one may open."""
    classes = classes_judged_by(request.user).not_closed().select_related("school", "year").distinct()
    year = SchoolYear.objects.on(timezone.localdate())
    classes = classes.filter(year=year).order_by("school__name_sort", "grade", "name_sort")
    # Who leads more than one, as the province, finds the year of each at its own page.
    led = list(_led_schools(request.user).order_by("pk")[:2])
    context = {
        "classes": classes[:MOST_CLASSES],
        "more": max(0, classes.count() - MOST_CLASSES),
        "schools": led if len(led) == 1 else [],
    }
    return render(request, "courses/mark_book/index.html", context)


@requires("keep marks")
@never_cache
@require_safe
def school_class(request, class_uid):
    """The subjects of a class, term by term."""
    found = rights.found_class(request.user, class_uid)
    terms = rights.terms_of(found)
    written = rights.subjects_written_by(request.user, found)
    context = {
        "school_class": found,
        "terms": [(term, closing_of(found, term)) for term in terms],
        "now": rights.term_now(found, terms),
        "subjects": [
            (subject, written is None or subject.pk in written) for subject in rights.subjects_of(found)
        ],
        "may_close": rights.leads(request.user, found),
        "was_closed": TermClosing.objects.filter(school_class=found)
        .exclude(opened_at=None)
        .select_related("term", "closed_by", "opened_by")[:LATEST],
        "lists": MarkList.objects.for_lists()
        .filter(school_class=found)
        .select_related("uploaded_by", "term")[:LATEST],
    }
    return render(request, "courses/mark_book/school_class.html", context)


@requires("keep marks")
@never_cache
@require_safe
def missing(request, class_uid, number):
    """What lacks in a term; who leads the school closes it from here, having seen that."""
    found = rights.found_class(request.user, class_uid)
    term = found_term(found, number)
    students = list(Student.objects.visible_to(request.user, to="see marks").sitting_in(found))
    told = lacks.missing(found, term, list(rights.subjects_of(found)), students)
    looked.note(request.user, "mark book", *students, once_a_day=True)
    context = {
        "school_class": found,
        "term": term,
        "told": told,
        "complete": all(not some for _subject, some in told),
        "lacking": sum(1 for _subject, some in told if some),
        "may_close": bool(told) and rights.leads(request.user, found) and not closing_of(found, term),
    }
    return render(request, "courses/mark_book/missing.html", context)


@requires("close terms")
@never_cache
@require_POST
def close(request, class_uid, number):
    found = rights.found_led_class(request.user, class_uid)
    term = found_term(found, number)
    if closing.close(found, term, by=request.user):
        messages.success(
            request, _("The term is closed: its marks cannot be changed until it is opened again.")
        )
    else:
        messages.info(request, _("The term was closed already."))
    return redirect("courses:mark_book_class", found.uid)


@requires("close terms")
@never_cache
@require_POST
def open_again(request, class_uid, number):
    found = rights.found_led_class(request.user, class_uid)
    term = found_term(found, number)
    try:
        if closing.open_again(found, term, request.user, request.POST.get("reason", "")):
            messages.success(request, _("The term is open again. Close it when everything is right."))
        else:
            messages.info(request, _("The term is open already."))
    except writing.Refused as why:
        messages.error(request, str(why))
    return redirect("courses:mark_book_class", found.uid)


@requires("keep marks")
@never_cache
@require_safe
def year(request, class_uid):
    """Averages of the year and levels, pupil by pupil in the order of their names; no ranks."""
    found = rights.found_class(request.user, class_uid)
    if is_primary(found):
        raise Http404
    subjects = list(rights.subjects_of(found))
    students = list(Student.objects.visible_to(request.user, to="see marks").sitting_in(found))
    standings = years.of_class(found, students, subjects)
    looked.note(request.user, "mark book", *students, once_a_day=True)
    rows = [
        (
            student,
            [_year_cell(standings[student.pk].subjects.get(subject.pk)) for subject in subjects],
            LEVELS.get(standings[student.pk].level, ""),
            standings[student.pk].is_lifted,
        )
        for student in students
    ]
    context = {"school_class": found, "subjects": subjects, "rows": rows}
    return render(request, "courses/mark_book/year.html", context)


def _year_cell(told):
    """(first term, second term, year) as they are written."""
    return [written(one) or "–" for one in told or (None, None, None)]


@requires("close terms")
@never_cache
@require_safe
def school(request, code):
    """How many pupils of each secondary class reached which level this year. No pupil is named."""
    found = get_object_or_404(_led_schools(request.user), code=code)
    this_year = SchoolYear.objects.on(timezone.localdate())
    told = years.of_school(found, this_year) if this_year else []
    rows = [(one, [one.levels[level] for level in rules.LEVELS]) for one in told]
    context = {"school": found, "year": this_year, "rows": rows, "levels": LEVELS.values()}
    return render(request, "courses/mark_book/school.html", context)


def _led_schools(user):
    return School.objects.visible_to(user, to="close terms")


def found_term(school_class, number):
    """The term of the class with this number; 404 when there is none."""
    term = next((one for one in rights.terms_of(school_class) if one.number == number), None)
    if term is None:
        raise Http404
    return term


@requires("keep marks")
@never_cache
@require_safe
def workbook(request, class_uid, number):
    """The term's sheets in the ministry's columns: of the subjects that are asked for, else of all."""
    found = rights.found_class(request.user, class_uid)
    term = found_term(found, number)
    subjects = rights.subjects_of(found)
    codes = set(request.GET.getlist("subject"))
    if codes:
        subjects = subjects.filter(code__in=codes)
        if len(subjects) < len(codes):
            raise Http404
    content, students = sheet_file.write(found, term, subjects, request.user)
    looked.note(request.user, "mark book as a file", *students)
    of = f"{subjects[0].code}-" if len(codes) == 1 else ""
    return downloads.xlsx(content, f"so-diem-{of}{make_slug(found.name)}-hk{term.number}.xlsx")
