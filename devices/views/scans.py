"""The scans of a signed paper: attach one, open one, strike one out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from devices.forms.handovers import VoidForm
from devices.models import Handover
from lms import scans
from students import looked
from students.abilities import requires


# The token stands in the body, and a body too large is refused by its declared size, unread: so it is
# asked for behind that look.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def attach(request, pk):
    paper = _paper(request, pk, to="hand over devices")
    if scans.is_declared_too_large(request):
        form = scans.ScanForm()
        context = {"paper": paper, "form": form, "trouble": scans.too_large()}
        return render(request, "devices/scan_attach.html", context, status=413)
    return _attach(request, paper)


@csrf_protect
def _attach(request, paper):
    form = scans.ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            scans.attach(paper.scans, form.cleaned_data["file"], by=request.user, school_id=paper.school_id)
        except scans.NotKept as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The signed paper is kept with the record."))
            return redirect("devices:handover", paper.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/scan_attach.html", {"paper": paper, "form": form}, status=status)


@require_safe
@requires("see devices")
def scan(request, pk, scan):
    """The file itself, for whoever may see the record, and never out of any cache."""
    paper = _paper(request, pk, to="see devices")
    found = get_object_or_404(paper.scans.standing(), pk=scan)
    if paper.pupil:
        looked.note(request.user, "signed hand-over record", paper.pupil, once_a_day=True)
    return scans.as_response(found, f"ban-ky-{paper.number.replace('/', '-')}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def strike(request, pk, scan):
    paper = _paper(request, pk, to="hand over devices")
    found = get_object_or_404(paper.scans, pk=scan)
    form = VoidForm(request.POST or None)
    form.fields["reason"].label = _("Why does this file not belong here?")
    form.fields["reason"].help_text = _(
        "The file is deleted; who attached it, and this reason, stay readable."
    )
    if request.method == "POST" and form.is_valid():
        scans.strike_out(
            found, by=request.user, reason=form.cleaned_data["reason"], school_id=paper.school_id
        )
        messages.success(request, _("The file is taken away."))
        return redirect("devices:handover", paper.pk)
    context = {"paper": paper, "scan": found, "form": form}
    return render(request, "devices/scan_strike.html", context, status=400 if form.is_bound else 200)


def _paper(request, pk, to):
    return get_object_or_404(Handover.objects.visible_to(request.user, to=to), pk=pk)
