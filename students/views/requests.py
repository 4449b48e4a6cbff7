"""Requests of families about data: the register with its clocks, one request, a new one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from students import data_requests, erasing
from students.abilities import can, requires
from students.forms.requests import AnswerForm, DataRequestForm, EraseForm, SettleForm
from students.models import DataRequest, Student
from students.views.parent_pin import asks_pin

ROWS = 50
FATES = {
    erasing.GOES: gettext_lazy("Goes for good"),
    erasing.NAMELESSLY: gettext_lazy("Stays as a number, without a name"),
    erasing.STAYS: gettext_lazy("Stays as it is until its day"),
}


@never_cache
@require_safe
@requires("read requests")
def index(request):
    """Open ones first, the most urgent on top."""
    found = DataRequest.objects.visible_to(request.user, to="read requests").by_urgency()
    page = Paginator(found.select_related("student__school"), ROWS).get_page(request.GET.get("page"))
    late, soon, _waiting = data_requests.reminders(request.user)
    return render(request, "students/requests.html", {"page": page, "late": late, "soon": soon})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("write down requests")
@asks_pin
def add(request, pk):
    """By the school for a family that came, or by a parent with an account."""
    students = Student.objects.visible_to(request.user, to="write down requests")
    student = get_object_or_404(students, pk=pk)
    parent = _parent(request.user, student)
    form = DataRequestForm(request.POST or None, parent=parent, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        who, day = form.asked()
        made, _is_new = data_requests.ask(
            student,
            form.cleaned_data["kind"],
            by=request.user,
            asked_by=who,
            on=day,
            words=form.cleaned_data["words"],
        )
        words = _("The request is written down. The answer is due on %(day)s, all of it is done by %(last)s.")
        days = {"day": f"{made.answer_due:%d/%m/%Y}", "last": f"{made.done_due:%d/%m/%Y}"}
        messages.success(request, words % days)
        return redirect("students:rights" if parent else "students:student", student.pk)
    context = {"form": form, "student": student, "parent": parent, "guardians": student.guardians.all()}
    return render(request, "students/request_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_safe
@requires("read requests")
def detail(request, pk):
    return _detail(request, _request_or_404(request, pk, to="read requests"))


@never_cache
@require_POST
@requires("settle requests")
def answer(request, pk):
    found = _request_or_404(request, pk)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return _detail(request, found, answer=form)
    data_requests.answer(found, by=request.user, words=form.cleaned_data["words"])
    messages.success(request, _("The answer is written down."))
    return redirect("students:request", pk)


@never_cache
@require_POST
@requires("settle requests")
def settle(request, pk):
    found = _request_or_404(request, pk)
    form = SettleForm(request.POST, auto_id="settle_%s", asked=found)
    if not form.is_valid():
        return _detail(request, found, settle=form)
    told = form.cleaned_data
    data_requests.settle(found, by=request.user, outcome=told["outcome"], words=told["words"])
    messages.success(request, _("The request is settled."))
    return redirect("students:requests")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("settle requests")
def erase(request, pk):
    """First what goes, what stays without a name, and what stays until when; then the pupil's code."""
    asked = _request_or_404(request, pk, kind=DataRequest.Kind.ERASE)
    student = asked.student
    if student.erased_at or asked.done_at:
        return redirect("students:request", pk)
    form = EraseForm(request.POST or None, student=student)
    bars = erasing.bars(student)
    if request.method == "POST" and not bars and form.is_valid():
        try:
            data_requests.erase(asked, by=request.user)
        except erasing.CannotErase as refusal:
            bars = refusal.bars
        else:
            messages.success(request, _("The pupil is erased, and the request is settled with that."))
            return redirect("students:request", pk)
    context = {"asked": asked, "student": student, "form": form, "bars": bars, "fates": _fates(student)}
    return render(request, "students/erase.html", context, status=400 if form.is_bound else 200)


def _fates(student):
    """[(fate, its words, Lines)]; of an erased pupil what is left."""
    found = erasing.preview(student)
    if student.erased_at:
        found.pop(erasing.GOES, None)
    return [(fate, title, found[fate]) for fate, title in FATES.items() if fate in found]


def _detail(request, found, answer=None, settle=None):
    context = {
        "asked": found,
        "answer": answer or AnswerForm(auto_id="answer_%s"),
        "settle": settle or SettleForm(auto_id="settle_%s", asked=found),
        "may_edit": can(request.user, "manage people"),
        "may_settle": DataRequest.objects.visible_to(request.user, to="settle requests")
        .filter(pk=found.pk)
        .exists(),
        "fates": _fates(found.student) if found.student.erased_at else (),
    }
    return render(request, "students/request.html", context, status=400 if answer or settle else 200)


def _request_or_404(request, pk, to="settle requests", **more):
    found = DataRequest.objects.visible_to(request.user, to=to).filter(**more)
    return get_object_or_404(found.select_related("student__school", "recorded_by"), pk=pk)


def _parent(user, student):
    """The guardian who asks for the own child; None for staff, who write down what others ask."""
    guardian = getattr(user, "guardian", None)
    if guardian is None or not student.guardianships.filter(guardian=guardian).exists():
        if not can(user, "settle requests") and not can(user, "record consents"):
            raise Http404
        return None
    return guardian
