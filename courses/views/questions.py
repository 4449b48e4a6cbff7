"""The question bank: lists, and one clear form for each kind."""

from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from courses import question_html, where_asked
from courses.forms.bank_filter import BankFilter
from courses.forms.questions import BankForm, QuestionForm
from courses.models import Question, QuestionBank, QuestionVersion
from courses.questions import KINDS
from lms.history import note_change
from lms.text import whole_number
from students.abilities import requires


@requires("write questions")
@require_GET
def banks(request):
    found = QuestionBank.objects.visible_to(request.user).select_related("subject", "school")
    return render(
        request,
        "courses/authoring/banks.html",
        {"banks": found, "may_add": BankForm(user=request.user).has_owner()},
    )


@requires("write questions")
@require_http_methods(["GET", "POST"])
def new_bank(request):
    form = BankForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            bank = form.save()
            note_change(by=request.user, act="add question bank", thing=bank, after={"code": bank.code})
        return redirect("courses:bank", bank.code)
    return render(request, "courses/authoring/bank_new.html", {"form": form})


@requires("write questions")
@require_GET
def bank(request, code):
    found = _bank(request, code)
    looked_for = BankFilter(request.GET, bank=found)
    everything = found.questions.select_related("current", "bank").order_by("number")
    questions = looked_for.of(everything)
    context = {
        "bank": found,
        "picked": " ".join(
            question.code for question in everything.filter(number__in=_numbers(request.GET.getlist("pick")))
        ),
        "form": looked_for,
        "chosen": looked_for.chosen(),
        "page_obj": Paginator(questions, 50).get_page(request.GET.get("page")),
        "passages": found.passages.current(),
        "kinds": [(name, kind.LABEL) for name, kind in KINDS.items()],
        "may_write": QuestionBank.objects.open_for(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "courses/authoring/bank.html", context)


@requires("write questions")
@require_http_methods(["GET", "POST"])
def new(request, code, kind):
    found = get_object_or_404(QuestionBank.objects.open_for(request.user), code=code)
    form = QuestionForm(
        request.POST or None,
        request.FILES or None,
        kind=kind if kind in KINDS else "one_choice",
        bank=found,
        passage=request.GET.get("passage"),
    )
    context = {"bank": found, "form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "preview":
            return _previewed(request, context)
        with transaction.atomic():
            question = found.add(by=request.user, **form.version_parts())
        return redirect("courses:question", question.pk)
    return render(request, "courses/authoring/question_edit.html", context)


@requires("write questions")
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    question = _question(request, pk, Question.objects.open_for(request.user))
    version = question.current
    form = QuestionForm(
        request.POST or None, request.FILES or None, kind=version.kind, version=version, bank=question.bank
    )
    context = {"bank": question.bank, "question": question, "form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "preview":
            return _previewed(request, context)
        with transaction.atomic():
            question.revise(request.user, **form.version_parts())
        return redirect("courses:question", question.pk)
    return render(request, "courses/authoring/question_edit.html", context)


@requires("write questions")
@require_GET
def question(request, pk):
    """A question as its teacher sees it and as a pupil will."""
    found = _question(request, pk, Question.objects.visible_to(request.user))
    may_write = Question.objects.open_for(request.user).filter(pk=found.pk).exists()
    context = {
        "question": found,
        "version": found.current,
        "asked_in": where_asked.pages_with(found, request.user),
        "versions": found.versions.count(),
        "preview": _as_asked(found.current),
        "may_write": may_write,
        "banks": QuestionBank.objects.open_for(request.user).exclude(pk=found.bank_id) if may_write else [],
        "retired": found.current.status == QuestionVersion.Status.RETIRED,
    }
    return render(request, "courses/authoring/question.html", context)


def _previewed(request, context):
    """The form again with the question as a pupil would see it; nothing is kept."""
    form = context["form"]
    form.comes_back = True
    context["preview"] = _as_asked(form.drafted())
    return render(request, "courses/authoring/question_edit.html", context)


def _as_asked(version):
    return question_html.render_alone(version)


def _numbers(texts):
    return {whole_number(text, 6, 0) for text in texts}


def _bank(request, code):
    return get_object_or_404(QuestionBank.objects.visible_to(request.user), code=code)


def _question(request, pk, questions):
    return get_object_or_404(questions.select_related("bank", "current"), pk=pk)
