"""What is done with a question as a whole: once more, into another bank, out of use and back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses import moving_questions
from courses.models import Question, QuestionBank
from students.abilities import requires


@requires("write questions")
@require_POST
def retire(request, pk):
    found = _question(request, pk)
    found.retire(by=request.user)
    return redirect("courses:question", found.pk)


@requires("write questions")
@require_POST
def bring_back(request, pk):
    found = _question(request, pk)
    found.bring_back(by=request.user)
    return redirect("courses:question", found.pk)


@requires("write questions")
@require_POST
def duplicate(request, pk):
    """The same once more, to be changed at once."""
    copy = moving_questions.duplicate(_question(request, pk), by=request.user)
    messages.success(
        request, _("This is the copy, %(code)s. Change what shall be different.") % {"code": copy.code}
    )
    return redirect("courses:question_edit", copy.pk)


@requires("write questions")
@require_POST
def move(request, pk):
    found = _question(request, pk)
    bank = QuestionBank.objects.open_for(request.user).filter(code=request.POST.get("bank", "")).first()
    if bank is None:
        messages.error(request, _("Choose the bank that the question shall move to."))
        return redirect("courses:question", found.pk)
    old = found.code
    try:
        moved = moving_questions.move(found, bank, by=request.user)
    except moving_questions.CannotMoveQuestion as why:
        messages.error(request, str(why))
    else:
        if moved.code != old:
            words = _("%(old)s is now called %(new)s. Quizzes that name %(old)s still find it.")
            messages.success(request, words % {"old": old, "new": moved.code})
    return redirect("courses:question", found.pk)


def _question(request, pk):
    return get_object_or_404(Question.objects.open_for(request.user).select_related("bank", "current"), pk=pk)
