"""What was written wrongly: struck out with a reason, or written anew."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from devices.correct import correct, rewrite, void
from devices.forms.corrections import CorrectionForm
from devices.forms.handovers import VoidForm
from devices.forms.words import line_words
from devices.models import Handover
from devices.refusal import Refused
from students.abilities import requires
from students.models import Student


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def void_line(request, pk, line):
    paper, line = _line(request, pk, line)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        void(line, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("The line is struck out. Write a new record if something else was meant.")
        )
        return redirect("devices:handover", paper.pk)
    status = 400 if request.method == "POST" else 200
    context = {"paper": paper, "line": line, "words": line_words(line), "form": form}
    return render(request, "devices/void.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def correct_line(request, pk, line):
    """Another device, SIM, pupil or day: the old line stays readable with the reason."""
    paper, line = _line(request, pk, line)
    if not line.is_open:
        messages.info(request, _("This line is closed already. Open the record of whoever holds it now."))
        return redirect("devices:handover", paper.pk)
    form = CorrectionForm(
        request.POST or None, user=request.user, line=line, classmates=_classmates(request.user, paper)
    )
    if request.method == "POST" and form.is_valid():
        try:
            anew = _corrected(paper, line, form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written anew. Print the record again and let it be signed."))
            return redirect("devices:handover", anew.pk)
    status = 400 if request.method == "POST" else 200
    context = {"paper": paper, "line": line, "words": line_words(line), "form": form}
    return render(request, "devices/correct.html", context, status=status)


def _corrected(paper, line, told, by):
    if told.get("pupil") or told.get("on"):
        return rewrite(
            paper,
            by=by,
            reason=told["reason"],
            to=told.get("pupil"),
            on=told.get("on"),
            request_id=told["request_id"],
        )
    correct(line, by=by, reason=told["reason"], device=told.get("device"), sim=told.get("sim"))
    return paper


def _classmates(user, paper):
    """Whom it may have been meant for: pupils of the paper's school, those of the class first."""
    students = Student.objects.visible_to(user, to="hand over devices").studying().filter(school=paper.school)
    mine = paper.pupil.current_enrolment() if paper.pupil_id else None
    if mine:
        students = students.filter(
            enrolments__school_class=mine.school_class, enrolments__ends_on=None
        ).distinct()
    return students.exclude(pk=paper.pupil_id).order_by("name_sort")


def _line(request, pk, line):
    paper = get_object_or_404(
        Handover.objects.visible_to(request.user, to="hand over devices").select_related("pupil", "school"),
        pk=pk,
    )
    line = paper.lines.filter(pk=line).select_related("device__model", "sim", "accessory").first()
    if line is None:
        raise Http404
    return paper, line
