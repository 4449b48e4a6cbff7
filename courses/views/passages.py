"""Passages of a question bank: what several questions are about."""

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from courses.forms.passages import PassageForm
from courses.models import Passage, Question, QuestionBank
from courses.questions import KINDS
from students.abilities import requires


@requires("write questions")
@require_http_methods(["GET", "POST"])
def new(request, code):
    bank = get_object_or_404(QuestionBank.objects.open_for(request.user), code=code)
    form = PassageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            passage = Passage.objects.write(bank, by=request.user, **form.parts())
        return redirect("courses:passage", passage.pk)
    return render(request, "courses/authoring/passage_edit.html", {"bank": bank, "form": form})


@requires("write questions")
@require_GET
def passage(request, pk):
    found = get_object_or_404(
        Passage.objects.visible_to(request.user).select_related("bank", "replaced_by", "picture"), pk=pk
    )
    context = {
        "passage": found,
        "questions": Question.objects.filter(current__passage=found).select_related("current", "bank"),
        "kinds": [(name, kind.LABEL) for name, kind in KINDS.items()],
        "may_write": found.replaced_by is None
        and Passage.objects.open_for(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "courses/authoring/passage.html", context)


@requires("write questions")
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    open_ones = Passage.objects.open_for(request.user).current()
    found = get_object_or_404(open_ones.select_related("bank", "picture"), pk=pk)
    form = PassageForm(request.POST or None, request.FILES or None, passage=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            return redirect("courses:passage", found.say_anew(request.user, **form.parts()).pk)
    return render(
        request, "courses/authoring/passage_edit.html", {"bank": found.bank, "passage": found, "form": form}
    )
