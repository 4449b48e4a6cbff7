"""A teacher stands in for another (dạy thay)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms import refusals
from students import standing_in
from students.abilities import requires
from students.forms.substitutes import SubstituteForm
from students.models import School, SchoolClass, Teacher, TeachingAssignment

ACT = "arrange substitutes"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def add(request):
    """From the page of a class (`?class=`), of a teacher (`?away=`) or of a school's staff (`?school=`)."""
    school, first = _where(request)
    if school is None:
        messages.info(request, _("Look for the school first, then arrange who stands in there."))
        return redirect("students:classes")
    form = SubstituteForm(request.POST or None, initial=first, school=school, by=request.user)
    if request.method == "POST" and form.is_valid() and (made := form.save()):
        if form.password:
            context = {"member": made.teacher.user, "password": form.password, "arrangement": made}
            return render(request, "students/staff_password.html", context)
        words = _("%(name)s stands in for %(away)s from %(first)s to %(last)s: %(what)s.")
        told = {"name": made.teacher, "away": made.away, "what": made.what}
        told |= {"first": f"{made.starts_on:%d/%m/%Y}", "last": f"{made.ends_on:%d/%m/%Y}"}
        messages.success(request, words % told)
        return _to_staff(school)
    refusals.note_foreign(form, by=request.user)
    context = {"form": form, "school": school}
    return render(request, "students/substitute_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_POST
@requires(ACT)
def withdraw(request, arrangement):
    schools = School.objects.visible_to(request.user, to=ACT)
    rows = TeachingAssignment.objects.filter(arrangement=arrangement, school_class__school__in=schools)
    school = get_object_or_404(schools, classes__teaching__in=rows.order_by("pk")[:1])
    for found in standing_in.arrangements(rows):
        standing_in.withdraw(found, by=request.user)
        words = _("%(name)s no longer stands in; only the own classes stay on the desk.")
        messages.success(request, words % {"name": found.teacher})
    return _to_staff(school)


def _where(request):
    """The school, and what the form starts with. A school that is not the own does not exist."""
    schools = School.objects.visible_to(request.user, to=ACT)
    uid, pk, code = (request.GET.get(name, "")[:40] for name in ("class", "away", "school"))
    if uid:
        found = _one(SchoolClass.objects.filter(school__in=schools).select_related("school"), uid=uid)
        return found.school, {"school_class": found.uid}
    if pk:
        found = _one(Teacher.objects.filter(school__in=schools).select_related("school"), pk=pk)
        return found.school, {"away": found}
    if code:
        return get_object_or_404(schools, code=code), {}
    mine = list(schools[:2])
    return (mine[0] if len(mine) == 1 else None), {}


def _one(rows, **key):
    try:
        return get_object_or_404(rows, **key)
    except ValidationError as error:  # no id at all
        raise Http404 from error


def _to_staff(school):
    answer = redirect("students:staff")
    answer["Location"] += f"?school={school.code}"
    return answer
