"""Level and topic of all questions that were ticked in a bank."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import sorting_questions
from courses.forms.sorting import SortingForm
from courses.models import QuestionBank, QuestionImport
from lms.text import whole_number
from students.abilities import requires


@requires("write questions")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sort(request, code):
    bank = get_object_or_404(QuestionBank.objects.open_for(request.user), code=code)
    questions = _asked_for(request, bank)
    form = SortingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and questions and form.is_valid():
        changed = sorting_questions.sort(questions, request.user, **form.told())
        words = ngettext("%(n)d question was changed.", "%(n)d questions were changed.", changed)
        messages.success(request, words % {"n": changed})
        return redirect("courses:bank", bank.code)
    context = {"bank": bank, "questions": questions, "form": form, "topics": bank.topics()}
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/authoring/sort.html", context, status=status)


def _asked_for(request, bank):
    """Those that were ticked, or all that a file brought."""
    found = bank.questions.select_related("bank", "current").order_by("number")
    if "file" in request.GET:
        try:
            kept = bank.imports.get(pk=request.GET["file"])
        except (QuestionImport.DoesNotExist, ValidationError):
            raise Http404 from None
        return found.filter(pk__in=kept.items.values("question"))
    return found.filter(number__in={whole_number(one, 6, 0) for one in request.GET.getlist("pick")})
