"""The screens of a signed paper's scans: attach one, strike one out. Whose paper it is, and who may, says
the app that keeps the papers."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from lms import scans


@dataclass(frozen=True)
class Signed:
    """A paper on these screens: its `scans` (related manager), the school it belongs to, its number,
    the heading above the form, and the address to go back to."""

    scans: object
    school_id: int
    number: str
    title: str
    back: str
    # What is said on the screen where it is no signed paper but a photo of something else.
    lead: str = ""
    label: str = ""
    kept: str = ""


def attach(request, signed):
    """Called by a view that is `csrf_exempt`: the token stands in the body, and a body too large is
    refused by its declared size, unread; so the token is asked for behind that look."""
    if scans.is_declared_too_large(request):
        context = {"signed": signed, "form": _form(signed), "trouble": scans.too_large()}
        return render(request, "lms/scan_attach.html", context, status=413)
    return _attach(request, signed)


@csrf_protect
def _attach(request, signed):
    form = _form(signed, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            scans.attach(signed.scans, form.cleaned_data["file"], by=request.user, school_id=signed.school_id)
        except scans.NotKept as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, signed.kept or _("The signed paper is kept with the record."))
            return redirect(signed.back)
    status = 400 if request.method == "POST" else 200
    return render(request, "lms/scan_attach.html", {"signed": signed, "form": form}, status=status)


def _form(signed, *told):
    form = scans.ScanForm(*told)
    if signed.label:
        form.fields["file"].label = signed.label
    return form


def strike(request, signed, scan):
    """Ask why, then take the file away."""
    form = scans.StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scans.strike_out(
            scan, by=request.user, reason=form.cleaned_data["reason"], school_id=signed.school_id
        )
        messages.success(request, _("The file is taken away."))
        return redirect(signed.back)
    context = {"signed": signed, "scan": scan, "form": form}
    return render(request, "lms/scan_strike.html", context, status=400 if form.is_bound else 200)
