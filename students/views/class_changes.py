"""Classes by hand: added, renamed, parted, merged, at another campus, and the grades of a lớp ghép."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms import refusals
from lms.history import note_change
from students.abilities import requires
from students.forms import classes as forms
from students.models import School, SchoolClass
from students.movement.rules import CannotMove
from students.views.movements import ACT, chosen_school


@dataclass(frozen=True)
class Door:
    """A change of a whole class: how it is called, what it does, and which form asks for the rest."""

    title: str
    lead: str
    button: str
    icon: str
    form: type


DOORS = {
    "part": Door(
        gettext_lazy("Part the class"),
        gettext_lazy("Some pupils go into another class or into a new one; the others stay."),
        gettext_lazy("Move these pupils"),
        "people",
        forms.PartForm,
    ),
    "merge": Door(
        gettext_lazy("Merge into another class"),
        gettext_lazy(
            "All pupils go into the other class and this one is closed. Classes of different grades "
            "become a multi-grade class in which each pupil keeps the grade."
        ),
        gettext_lazy("Merge the classes"),
        "plus",
        forms.MergeForm,
    ),
    "campus": Door(
        gettext_lazy("To another campus"),
        gettext_lazy("The class has its room elsewhere from a day on; where it was before stays known."),
        gettext_lazy("Move the class"),
        "map",
        forms.CampusForm,
    ),
    "grades": Door(
        gettext_lazy("Grade of each pupil"),
        gettext_lazy("A multi-grade class does not tell the grade of a pupil; here it is said."),
        gettext_lazy("Save the grades"),
        "student",
        forms.GradesForm,
    ),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def add(request):
    """A new class, of the running year or the next."""
    school = chosen_school(request)
    if school is None:
        schools = School.objects.visible_to(request.user, to=ACT).select_related("commune")
        return render(request, "students/class_where.html", {"schools": schools})
    form = forms.ClassForm(request.POST if request.method == "POST" else None, school=school)
    if form.is_valid() and (school_class := _saved(form)):
        note_change(
            by=request.user,
            act="open a class",
            thing=school_class,
            after={"class": school_class.name, "grade": school_class.grade, "year": school_class.year.code},
        )
        messages.success(request, _("Class %(class)s is open.") % {"class": school_class})
        return redirect("students:class", school_class.uid)
    context = {"form": form, "school": school, "school_class": None}
    return render(request, "students/class_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def edit(request, uid):
    """Another name, other grades, another homeroom teacher; or away with a class that nobody ever sat in."""
    school_class = _class_or_404(request, uid)
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, school_class)
    before = {name: str(getattr(school_class, name) or "") for name in forms.ClassForm.Meta.fields}
    form = forms.ClassForm(
        request.POST if request.method == "POST" else None, instance=school_class, school=school_class.school
    )
    if form.is_valid() and (saved := _saved(form)):
        after = {name: str(getattr(saved, name) or "") for name in before}
        changed = [name for name in before if before[name] != after[name]]
        note_change(
            by=request.user,
            act="change a class",
            thing=saved,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        messages.success(request, _("The changes are saved."))
        return redirect("students:class", uid)
    context = {
        "form": form,
        "school": school_class.school,
        "school_class": SchoolClass.objects.get(pk=school_class.pk),
        "may_remove": not school_class.enrolments.exists(),
    }
    return render(request, "students/class_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def change(request, uid, act):
    """One change of a whole class."""
    school_class = _class_or_404(request, uid)
    if act not in dict(doors_for(school_class)):
        raise Http404(act)
    door = DOORS[act]
    form = door.form(request.POST if request.method == "POST" else None, school_class=school_class)
    if form.is_valid():
        try:
            movement = form.move(by=request.user)
        except CannotMove as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            words = (
                _("Written down: %(what)s.") % {"what": movement} if movement else _("The grades are saved.")
            )
            messages.success(request, words)
            return redirect("students:class", uid)
    refusals.note_foreign(form, by=request.user)
    context = {"school_class": school_class, "door": door, "form": form, "act": act}
    return render(request, "students/class_change.html", context, status=400 if form.is_bound else 200)


def doors_for(school_class):
    """(name, door) of the changes that make sense for a class as it stands."""
    if school_class.closed_on:
        return []
    names = ["part", "merge", "campus"]
    if school_class.is_multi_grade:
        names.append("grades")
    return [(name, DOORS[name]) for name in names]


def _saved(form):
    """The class, or None with the reason on the form."""
    try:
        return form.save()
    except CannotMove as refusal:
        form.add_error(refusal.field, str(refusal))
        return None


def _remove(request, school_class):
    """Only a class that was opened by mistake: nobody sat in it, nothing was given to it."""
    name, school = str(school_class), school_class.school
    try:
        if school_class.enrolments.exists():
            raise ProtectedError("", set())
        with transaction.atomic():
            note_change(by=request.user, act="remove an empty class", thing=school_class)
            school_class.teaching.all().delete()
            school_class.delete()
    except ProtectedError:
        messages.error(
            request,
            _("Class %(class)s was used already, so it stays. Merge it into another class instead.")
            % {"class": name},
        )
        return redirect("students:class", school_class.uid)
    messages.success(request, _("Class %(class)s is removed.") % {"class": name})
    answer = redirect("students:classes")
    answer["Location"] += f"?school={school.code}"
    return answer


def _class_or_404(request, uid):
    classes = SchoolClass.objects.visible_to(request.user, to=ACT)
    return get_object_or_404(classes.select_related("school", "year", "campus", "homeroom_teacher"), uid=uid)
