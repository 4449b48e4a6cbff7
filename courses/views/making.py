"""A quiz made from a format and a bank; the draft's own page; its copy for next year."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import before_publishing, drawing, next_steps, paper_making, teachers_places
from courses.forms.making import ChoosingForm, MatrixForm
from courses.forms.ticked import TickedForm
from courses.models import QuestionBank, QuizPage
from lms.doors import local_path
from lms.text import whole_number
from students.abilities import requires

ACT = "write questions"


@requires(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Choose format and bank; then, with both in the address, the grid from which the draft is made."""
    banks = QuestionBank.objects.visible_to(request.user)
    courses = teachers_places.courses_open_for(request.user)
    choosing = ChoosingForm(request.GET or None, banks=banks)
    context = {
        "choosing": choosing,
        "may_write": courses.exists(),
        "may_open": teachers_places.may_open_places(request.user),
        "banks": banks.exists(),
    }
    if not choosing.is_valid():
        return render(request, "courses/making/new.html", context)
    told = {
        "paper_format": choosing.paper_format(),
        "bank": choosing.cleaned_data["bank"],
        "courses": courses,
    }
    form = MatrixForm(request.POST or None, **told)
    if request.method == "POST" and form.is_valid():
        page = paper_making.make(
            form.cleaned_data["course"],
            request.user,
            form.cleaned_data["title"],
            told["paper_format"],
            told["bank"],
            form.matrix(),
            form.cleaned_data["minutes"],
            form.cleaned_data["codes"],
            form.cleaned_data["draws_each"],
        )
        return redirect("courses:quiz_draft", page.uid)
    context |= {"form": form, **told}
    return render(request, "courses/making/matrix.html", context, status=422 if form.is_bound else 200)


@requires(ACT)
@require_POST
def open_places(request):
    """A course of the own school for each subject and grade that the teacher teaches."""
    teachers_places.open_places(request.user)
    return redirect(local_path(request.POST.get("back")) or "courses:quiz_new")


@requires(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticked(request, code):
    """A quiz of just the questions that were ticked in a bank; each kind makes a part."""
    bank = get_object_or_404(QuestionBank.objects.visible_to(request.user), code=code)
    courses = teachers_places.courses_open_for(request.user)
    form = TickedForm(request.POST or None, bank=bank, courses=courses, picked=request.GET.getlist("pick"))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        page = paper_making.make_of(
            told["course"], request.user, told["title"], form.groups(), told["minutes"], told["codes"]
        )
        return redirect("courses:quiz_draft", page.uid)
    context = {
        "bank": bank,
        "form": form,
        "may_write": courses.exists(),
        "may_open": teachers_places.may_open_places(request.user),
    }
    return render(request, "courses/making/ticked.html", context, status=422 if form.is_bound else 200)


@requires(ACT)
@never_cache
@require_safe
def draft(request, uid):
    """What was made, and what can be done with it now."""
    page = _page(request, uid)
    now = page.get_latest_revision_as_object()
    context = {
        "page": page,
        "now": now,
        "parts": [part.value for part in now.parts],
        "count": len(drawing.of_page(now).wanted),
        "faults": faults_of(now, request.user),
        "may_publish": teachers_places.may_publish(page, now, request.user),
        "steps": next_steps.steps_for(request.user, page),
        "may_edit": page.permissions_for_user(request.user).can_edit(),
        "courses": teachers_places.courses_open_for(request.user),
    }
    return render(request, "courses/making/draft.html", context)


@requires(ACT)
@require_POST
def publish(request, uid):
    """Publish the draft as it is; what stands against it is told instead."""
    with transaction.atomic():
        # What is asked is asked of the very revision that goes out.
        page = QuizPage.objects.select_for_update(of=("self",)).get(pk=_page(request, uid).pk)
        revision = page.get_latest_revision()
        now = revision.as_object()
        if not teachers_places.may_publish(page, now, request.user):
            raise Http404
        sentences = faults_of(now, request.user)
        if not sentences:
            # Who may is asked above: a teacher's own quiz needs no rights in the back office.
            revision.publish(user=request.user, skip_permission_checks=True)
    for sentence in sentences:
        messages.error(request, sentence)
    if not sentences:
        messages.success(request, _("Published. Now it can be given to a class."))
    return redirect("courses:quiz_draft", uid)


@requires(ACT)
@require_POST
def duplicate(request, uid):
    """The same quiz as a draft for next year."""
    page = _page(request, uid)
    courses = teachers_places.courses_open_for(request.user)
    course = get_object_or_404(courses, pk=whole_number(request.POST.get("course"), 9, 0))
    copy, retired = paper_making.duplicate(page.get_latest_revision_as_object(), course, request.user)
    messages.success(request, _("Copied as a draft. Look at its dates before you publish it."))
    if (page.opens_at and not copy.opens_at) or (page.closes_at and not copy.closes_at):
        messages.warning(request, _("The next school year is not known yet: the copy has no dates."))
    if retired:
        words = _("No new paper may ask %(codes)s any more. Choose other questions in the copy.")
        messages.warning(request, words % {"codes": ", ".join(retired)})
    return redirect("courses:quiz_draft", copy.uid)


def faults_of(page, user):
    """Sentences about what keeps a draft from being published."""
    return before_publishing.faults(page, user)


def _page(request, uid):
    """A quiz that the reader works on, by the roles in force today."""
    return get_object_or_404(teachers_places.quizzes_of(request.user), translation_key=uid)
