"""What was written wrongly: struck out with a reason."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from devices.correct import void
from devices.forms.handovers import VoidForm
from devices.forms.words import line_words
from devices.models import Handover
from students.abilities import requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def void_line(request, pk, line):
    paper = get_object_or_404(Handover.objects.visible_to(request.user, to="hand over devices"), pk=pk)
    line = paper.lines.filter(pk=line).select_related("device__model", "sim", "accessory").first()
    if line is None:
        raise Http404
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
