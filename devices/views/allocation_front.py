"""The front of the plan: who is not yet equipped, and from here the press that makes a list."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from devices.allocating import front
from devices.allocating.duplicates import duplicates
from devices.figures import students_behind, teachers_behind
from devices.models import Allocation, AllocationList, PriorityOrder
from devices.models.allocations import long_ago
from students import looked
from students.abilities import can, requires
from students.forms.places import WidePlaceFilter
from students.models import Enrolment, School, Student

READ, MAKE = "read allocation lists", "make allocation lists"
PAGE = 50
WHO = {
    "pupils": gettext_lazy("Pupils not yet equipped"),
    "teachers": gettext_lazy("Teachers without a device"),
}


@never_cache
@require_safe
@requires(READ)
def index(request):
    form = WidePlaceFilter(request.GET, schools=_schools(request.user))
    total, rows = front.rows_for(form.chosen_schools())
    state = request.GET.get("state", "")
    numbers = front.numbers(rows)
    if state in AllocationList.State.values:
        rows = [row for row in rows if any(made.state == state for made in row.lists)]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    make_for = (
        set(School.objects.visible_to(request.user, to=MAKE).values_list("pk", flat=True))
        if can(request.user, MAKE)
        else set()
    )
    context = {
        "form": form,
        "total": total,
        "numbers": numbers,
        "page_obj": page,
        "make_for": make_for,
        "order": PriorityOrder.objects.in_force(timezone.localdate()),
        "only_school": page.object_list[0].school if len(total.schools) == 1 and page.object_list else None,
        "may_approve": can(request.user, "approve allocation lists"),
    }
    return render(request, "devices/allocations.html", context)


@never_cache
@require_safe
@requires(READ)
def not_equipped(request, who):
    """The people behind a number, and whether a list will change it."""
    if who not in WHO:
        raise Http404
    form = WidePlaceFilter(request.GET, schools=_schools(request.user))
    schools = form.chosen_schools().order_by().values("pk")
    behind = students_behind if who == "pupils" else teachers_behind
    people = behind("not-equipped", request.user).filter(school__in=schools).select_related("school")
    people = people.order_by("school_id", "name_sort" if who == "pupils" else "full_name")
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    if who == "pupils":
        _with_plan(page.object_list)
        looked.note(request.user, "not equipped", *page.object_list, once_a_day=True)
    context = {"who": who, "title": WHO[who], "form": form, "page_obj": page}
    return render(request, "devices/not_equipped.html", context)


@never_cache
@require_safe
@requires(READ)
def waiting(request):
    """Approved lines without a machine, the longest first."""
    shows_all = request.GET.get("show") == "all"
    lines = Allocation.objects.visible_to(request.user).waiting(None if shows_all else long_ago())
    form = WidePlaceFilter(request.GET, schools=_schools(request.user))
    lines = lines.filter(list__school__in=form.chosen_schools().order_by().values("pk"))
    lines = lines.select_related("list__batch", "list__school", "household", "pupil")
    page = Paginator(lines.order_by("approved_at", "rank"), PAGE).get_page(request.GET.get("page"))
    if page.object_list:
        looked.note(
            request.user, "allocation list", *[line.pupil for line in page.object_list], once_a_day=True
        )
    context = {"page_obj": page, "shows_all": shows_all, "form": form}
    return render(request, "devices/allocations_waiting.html", context)


@never_cache
@require_safe
@requires(READ)
def doubled(request):
    """Families with more than one machine, from which sources, and what to do next."""
    form = WidePlaceFilter(request.GET, schools=_schools(request.user))
    students = Student.objects.visible_to(request.user, to=READ).filter(
        school__in=form.chosen_schools().order_by().values("pk")
    )
    page = Paginator(duplicates(students), PAGE).get_page(request.GET.get("page"))
    return render(request, "devices/duplicates.html", {"form": form, "page_obj": page})


def _schools(user):
    return School.objects.visible_to(user, to=READ).filter(closed_on=None)


def _with_plan(students):
    """Give each the class and the line that will equip it, if there is one; three queries."""
    names = Enrolment.objects.names_for(students)
    lines = Allocation.objects.live().select_related("list__batch")
    by_household = {
        line.household_id: line
        for line in lines.filter(household__in=[one.household_id for one in students if one.household_id])
    }
    by_pupil = {line.student_id: line for line in lines.filter(student__in=[one.pk for one in students])}
    for student in students:
        student.class_name = names.get(student.pk, "")
        student.plan = by_household.get(student.household_id) or by_pupil.get(student.pk)
