"""«Cái này không đúng»: said of a paper by the family or noted by staff; answered by the school."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from devices.disputing import answer, dispute
from devices.forms.custody import AnswerForm, DisputeForm
from devices.models import Handover
from devices.noting import note_holders
from devices.refusal import Refused
from students.abilities import can, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report broken devices")
def raise_one(request, pk):
    """Whoever may say that a machine is broken may say that its paper is wrong."""
    paper = get_object_or_404(Handover.objects.visible_to(request.user, to="report broken devices"), pk=pk)
    form = DisputeForm(request.POST or None)
    staff = Handover.objects.visible_to(request.user, to="see devices").filter(pk=paper.pk).exists() and can(
        request.user, "see devices"
    )
    if request.method == "POST" and form.is_valid():
        dispute(paper, form.cleaned_data["kind"], form.cleaned_data["words"], by=request.user)
        messages.success(request, _("The school knows about it now and will answer here."))
        return redirect("devices:handover", paper.pk) if staff else redirect("devices:mine")
    context = {"paper": paper, "form": form, "staff": staff}
    return render(request, "devices/dispute.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def settle(request, pk, dispute):
    paper = get_object_or_404(Handover.objects.visible_to(request.user, to="hand over devices"), pk=pk)
    raised = get_object_or_404(paper.disputes.select_related("raised_by"), pk=dispute)
    note_holders(request.user, "dispute", paper.lines.select_related("pupil"))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer(raised, form.cleaned_data["outcome"], form.cleaned_data["answer"], by=request.user)
        except Refused as refusal:
            form.add_error("answer", refusal.sentence)
        else:
            messages.success(request, _("Answered. The family reads it on its own page."))
            return redirect("devices:handover", paper.pk)
    context = {"paper": paper, "dispute": raised, "form": form}
    return render(request, "devices/dispute_answer.html", context, status=400 if form.is_bound else 200)
