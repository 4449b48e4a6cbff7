"""What a carrier or another system counted: a file is looked at first, then taken in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from devices.external import reading, taking
from devices.forms.carriers import sealed, unsealed
from devices.forms.external import UsageFileForm
from devices.refusal import Refused
from lms.shortlist import Shortlist
from students.abilities import requires

SALT = "devices.external"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def take_in(request):
    if request.method == "POST" and "kept" in request.POST:
        return _confirm(request)
    form, found, kept = UsageFileForm(request.POST or None, request.FILES or None), None, ""
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            found = reading.read(
                told["file"].book, told["source"], request.user, told["span"], told["by_seen"]
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            kept = sealed([found.source, taking.kept(found.lines)], request.user, SALT)
    lines = found.lines if found else []
    context = {
        "form": form,
        "found": found,
        "counts": [(said, found.counts[key]) for key, said in reading.SAID.items() if found.counts[key]]
        if found
        else [],
        # Hours without a day, and a day of «last seen» beside them: that may be the day that is meant.
        "asks_by_seen": any(line.verdict == "no_day_of_time" and line.seen for line in lines),
        "changes": any(line.changes for line in lines),
        "left_out": Shortlist([line for line in lines if not line.changes], 100),
        "kept": kept,
    }
    return render(request, "devices/external_usage.html", context, status=400 if form.errors else 200)


def _confirm(request):
    told = unsealed(request.POST["kept"], request.user, SALT)
    if told is None:
        messages.error(request, _("This preview is too old. Choose the file once more."))
        return redirect("devices:external_usage")
    source, rows = told
    lines = taking.still_theirs(taking.lines_of(rows), request.user)
    count = taking.take(source, lines, by=request.user)
    words = ngettext("%(n)d row is taken in.", "%(n)d rows are taken in.", count)
    messages.success(request, words % {"n": count})
    return redirect("devices:external_usage")
