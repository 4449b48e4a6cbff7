"""What was lent and falls due: the lists, and making loans longer."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from devices.due import OVERDUE, WINDOWS, counts, due, extend
from devices.forms.inventory import day_field
from devices.lend_while_repaired import no_longer_needed
from devices.noting import note_holders
from devices.refusal import Refused
from devices.still_out import of_leavers, seen_by
from students.abilities import can, requires

LOANERS = "loaners"


class ExtendForm(forms.Form):
    due_on = day_field(gettext_lazy("new day"))
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see devices")
def index(request):
    today = timezone.localdate()
    seen = seen_by(request.user, to="see devices")
    window = request.GET.get("window", OVERDUE)
    window = window if window in WINDOWS or window == LOANERS else OVERDUE
    lines = no_longer_needed(seen) if window == LOANERS else due(seen, window, today)
    may_hand_over = can(request.user, "hand over devices")
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and may_hand_over and window != LOANERS and form.is_valid():
        chosen = set(request.POST.getlist("line"))
        mine = seen_by(request.user, to="hand over devices")
        ticked = [line for line in due(mine, window, today) if str(line.pk) in chosen]
        try:
            longer = extend(ticked, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("due_on", refusal.sentence)
        else:
            messages.success(request, _("%(n)d loans last longer now.") % {"n": len(longer)})
            return redirect(request.get_full_path())
    page = Paginator(lines, 50).get_page(request.GET.get("page"))
    note_holders(request.user, "what is still out", page.object_list)
    context = {
        "window": window,
        "windows": [(key, WINDOWS[key], n) for key, n in counts(seen, today).items()],
        "loaners": no_longer_needed(seen).count(),
        "left": of_leavers(seen).order_by().values("pupil").distinct().count(),
        "page_obj": page,
        "form": form,
        "may_hand_over": may_hand_over,
        "today": today,
    }
    return render(request, "devices/due.html", context, status=400 if form.is_bound else 200)
