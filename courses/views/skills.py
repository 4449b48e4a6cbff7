"""«Hộ chiếu kĩ năng số»: the pupil's own, the family's, the class's, and counts of a place."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import SkillStep
from courses.skills import counts, passport, proofs, ticking
from lms import downloads
from lms.kept_pages import keep_for
from lms.pdf import render_pdf
from lms.text import make_slug
from students import looked
from students.abilities import can, requires
from students.models import SchoolClass, Student


@requires("study")
@never_cache
@require_safe
def mine(request):
    return _show(request, request.user.student_or_none)


@requires("study")
@never_cache
@require_safe
def mine_printed(request):
    return _print(request, request.user.student_or_none)


@requires("follow own children")
@never_cache
@require_safe
def of_child(request, pk):
    return _show(request, _child(request, pk))


@requires("follow own children")
@never_cache
@require_safe
def of_child_printed(request, pk):
    return _print(request, _child(request, pk))


@requires("see marks")
@never_cache
@require_safe
def of_pupil(request, pk):
    student = _pupil(request, pk)
    looked.note(request.user, "passport of skills", student)
    return _show(request, student)


@requires("see marks")
@never_cache
@require_safe
def of_pupil_printed(request, pk):
    student = _pupil(request, pk)
    looked.note(request.user, "passport of skills", student)
    return _print(request, student)


@requires("see marks")
@never_cache
@require_safe
def of_class(request, class_uid):
    """Step by step, how many of the class; never pupil against pupil."""
    school_class = _class(request, class_uid, "see marks")
    students = Student.objects.visible_to(request.user, to="see marks").sitting_in(school_class)
    students = list(students.only("full_name", "name_sort"))
    context = {
        "school_class": school_class,
        "students": students,
        "counted": counts.of_class([student.pk for student in students]),
        "may_tick": can(request.user, "give work")
        and SchoolClass.objects.visible_to(request.user, to="give work").filter(pk=school_class.pk).exists(),
    }
    return render(request, "courses/skills/class.html", context)


@requires("give work")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, class_uid, uid):
    """One step and the pupils of a class: the teacher ticks who showed it. A telephone may keep the page."""
    school_class = _class(request, class_uid, "give work")
    found = get_object_or_404(passport.steps().filter(is_offered=True), uid=uid)
    students = Student.objects.visible_to(request.user, to="give work").sitting_in(school_class)
    students = list(students.select_related("school"))
    if request.method == "POST":
        _tick(request, found, {str(student.pk): student for student in students})
        return redirect("courses:class_skill", class_uid, uid)
    states = proofs.of([student.pk for student in students], [found])
    context = {
        "school_class": school_class,
        "step": found,
        "lines": [(one, states.get((one.pk, found.pk), proofs.NOTHING)) for one in students],
        "is_quiz": found.proof == SkillStep.Proof.QUIZ,
        "is_work": found.proof == SkillStep.Proof.WORK,
    }
    return keep_for(request.user, render(request, "courses/skills/step.html", context))


@requires("see overview")
@never_cache
@require_safe
def overview(request):
    counted, everybody = counts.of_place(request.user)
    return render(request, "courses/skills/overview.html", {"counted": counted, "everybody": everybody})


def _tick(request, found, by_key):
    if back := by_key.get(request.POST.get("take_back", "")):
        ticking.take_back(back, found, by=request.user)
        messages.success(request, _("Taken back for %(name)s.") % {"name": back.full_name})
        return
    changed = 0
    try:
        with transaction.atomic():
            for key in sorted(set(request.POST.getlist("done")) & by_key.keys()):
                changed += ticking.tick(by_key[key], found, by=request.user)
    except ticking.NotTicked as why:
        messages.error(request, str(why))
        return
    words = ngettext("Written down for %(n)d pupil.", "Written down for %(n)d pupils.", changed)
    messages.success(request, words % {"n": changed})


def _show(request, student):
    parts = passport.of(student, request.user)
    own = request.user.student_or_none is not None
    asked = request.GET.get("part")
    not_done = (part for part in parts if part.done < len(part.rungs))
    context = {
        "student": student,
        "own": own,
        "parts": parts,
        # The others are folded: all of it at once is fifteen screens of a telephone.
        "open_part": next((part for part in parts if str(part.domain.number) == asked), next(not_done, None)),
        "done": sum(part.done for part in parts),
        "said": passport.told(parts),
        "paper": f"courses:{request.resolver_match.url_name}_paper",
    }
    return render(request, "courses/skills/passport.html", context)


def _print(request, student):
    facts = passport.paper(student, passport.of(student, request.user))
    return downloads.pdf(
        render_pdf("courses/skills.typ", facts), f"ho-chieu-ki-nang-{make_slug(student.full_name)}.pdf"
    )


def _child(request, pk):
    return get_object_or_404(Student.objects.visible_to(request.user, to="follow own children"), pk=pk)


def _pupil(request, pk):
    return get_object_or_404(Student.objects.visible_to(request.user, to="see marks"), pk=pk)


def _class(request, class_uid, to):
    classes = SchoolClass.objects.visible_to(request.user, to=to).select_related("school", "year")
    return get_object_or_404(classes, uid=class_uid)
