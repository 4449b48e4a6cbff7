"""All that a question has said: who, when, two versions side by side, and an old one brought back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from courses.comparing_versions import compared
from courses.models import Question
from students.abilities import requires


@requires("write questions")
@require_GET
def history(request, pk):
    question = _question(Question.objects.visible_to(request.user), pk)
    versions = list(
        question.versions.select_related("made_by", "passage")
        .prefetch_related("option_pictures")
        .order_by("-number")
    )
    new = _chosen(versions, request.GET.get("new"), versions[0])
    older = [version for version in versions if version.number < new.number]
    old = _chosen(versions, request.GET.get("old"), older[0] if older else new)
    context = {
        "question": question,
        "versions": versions,
        "old": old,
        "new": new,
        "lines": compared(old, new) if old != new else [],
        "may_write": Question.objects.open_for(request.user).filter(pk=question.pk).exists(),
    }
    return render(request, "courses/authoring/question_history.html", context)


@requires("write questions")
@require_POST
def restore(request, pk, number):
    """What an old version said becomes the newest version; the ones in between stay."""
    question = _question(Question.objects.open_for(request.user), pk)
    old = get_object_or_404(question.versions, number=number)
    if old.pk == question.current_id:
        raise Http404
    if old.passage_id and old.passage.replaced_by_id:
        messages.error(
            request,
            _("Version %(n)d is about a passage that was replaced since. Edit the question instead.")
            % {"n": number},
        )
        return redirect("courses:question_history", question.pk)
    question.revise(request.user, **old.parts())
    messages.success(request, _("The question says again what it said in version %(n)d.") % {"n": number})
    return redirect("courses:question", question.pk)


def _question(questions, pk):
    return get_object_or_404(questions.select_related("bank", "current"), pk=pk)


def _chosen(versions, number, otherwise):
    return next((version for version in versions if str(version.number) == number), otherwise)
