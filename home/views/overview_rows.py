"""The rows behind the numbers of the overview: pupils and teachers, to print, to export, to act on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from devices import figures
from devices.models import Assignment
from home.workbooks import as_download
from students import looked
from students.abilities import requires
from students.forms.places import WidePlaceFilter
from students.models import Enrolment

# What `which` may be: (the h1, what an empty list says)
PUPILS = {
    "not-equipped": (gettext_lazy("Not yet equipped"), gettext_lazy("Every pupil here is equipped.")),
    "equipped": (gettext_lazy("Pupils equipped"), gettext_lazy("No pupil here has a device yet.")),
    "household-unknown": (
        gettext_lazy("Pupils whose household is not known"),
        gettext_lazy("The household of every pupil here is known."),
    ),
    "all": (
        gettext_lazy("Pupils"),
        gettext_lazy("No pupil is here yet. Import the class list first."),
    ),
}
TEACHERS = {
    "not-equipped": (
        gettext_lazy("Teachers without a device"),
        gettext_lazy("Every teacher here has a device."),
    ),
    "equipped": (gettext_lazy("Teachers with a device"), gettext_lazy("No teacher here has a device yet.")),
    "all": (gettext_lazy("Teachers"), gettext_lazy("No teacher is here yet. Add one under «Staff».")),
}
MOST_ROWS = 20_000


@require_safe
@never_cache
@requires("see overview")
def pupils(request, which):
    title, empty = _words(PUPILS, which)
    form = WidePlaceFilter(request.GET, schools=figures.visible_schools(request.user))
    students = figures.students_behind(which, request.user).filter(
        school__in=form.chosen_schools().values("pk")
    )
    # As the index lies; by the schools' names it would sort the whole province for one page.
    students = students.order_by("school_id", "name_sort")
    if request.GET.get("xlsx"):
        if (count := students.count()) > MOST_ROWS:
            words = _("%(count)d pupils are too many for one file. Choose a commune or a school first.")
            messages.warning(request, words % {"count": count})
            query = request.GET.copy()
            del query["xlsx"]
            return redirect(f"{request.path}?{query.urlencode()}")
        # Read once: whoever is in the file has a line.
        students = list(students.select_related("school__commune", "household"))
        looked.note(request.user, "list of pupils", *students)
        return as_download([(str(title), _student_rows(students))])
    page = Paginator(students, 50).get_page(request.GET.get("page"))
    classes = Enrolment.objects.names_for(page.object_list)
    for student in page:
        student.class_name = classes.get(student.pk, "")
    context = {"form": form, "page_obj": page, "title": title, "empty": empty}
    return render(request, "home/overview_pupils.html", context)


@require_safe
@never_cache
@requires("see overview")
def teachers(request, which):
    title, empty = _words(TEACHERS, which)
    form = WidePlaceFilter(request.GET, schools=figures.visible_schools(request.user))
    held = Assignment.objects.open().filter(teacher=OuterRef("pk"), device__isnull=False)
    teachers = (
        figures.teachers_behind(which, request.user)
        .filter(school__in=form.chosen_schools().values("pk"))
        .select_related("school")
        .annotate(device_code=Subquery(held.values("device__code")[:1]))
        .order_by("school_id", "full_name")
    )
    if request.GET.get("xlsx"):
        return as_download([(str(title), _teacher_rows(teachers[:MOST_ROWS]))])
    page = Paginator(teachers, 50).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "title": title, "empty": empty}
    return render(request, "home/overview_teachers.html", context)


def _words(table, which):
    if which not in table:
        raise Http404
    return table[which]


def _student_rows(students):
    yield [_("full name"), _("class"), _("school"), _("commune"), _("household"), _("date of birth")]
    classes = Enrolment.objects.names_for(students)
    for student in students:
        yield [
            student.full_name,
            classes.get(student.pk, ""),
            student.school.name,
            student.school.commune.name,
            student.household.head_name if student.household else "",
            student.date_of_birth,
        ]


def _teacher_rows(teachers):
    yield [_("full name"), _("device"), _("school"), _("commune")]
    for teacher in teachers.select_related("school__commune"):
        yield [
            teacher.full_name,
            teacher.device_code or "",
            teacher.school.name,
            teacher.school.commune.name,
        ]
