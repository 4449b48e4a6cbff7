"""Put a competition right after it was opened: its words and days, a session or a round too many."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.competitions import seating
from courses.competitions.entering import Refused
from courses.forms.competitions import ChangeForm
from courses.models import Competition, Round, RoundSession
from courses.models.competitions import ORGANISE
from courses.views.competition_rounds import led, shown
from lms.history import note_change
from students.abilities import requires


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Put its name, words and days right."""
    found = get_object_or_404(Competition.objects.organised_by(request.user), pk=pk)
    form = ChangeForm(request.POST or None, instance=found)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if form.has_changed():
                with transaction.atomic():
                    form.save()
                    until = timezone.localtime(found.entries_until)
                    note_change(
                        by=request.user,
                        act="change a competition",
                        thing=found,
                        after={"ends_on": f"{until:%H:%M %d/%m/%Y}"},
                        school=found.school_id,
                    )
                messages.success(request, _("Saved."))
            return redirect("courses:competition", pk)
    # The address and the title stay those of what is kept.
    kept = Competition.objects.get(pk=pk)
    context = {"form": form, "competition": kept}
    return render(request, "courses/competitions/edit.html", context, status=status)


@requires(ORGANISE)
@never_cache
@require_POST
def remove_session(request, pk):
    """Take out a session that was added by mistake, before anybody has a seat in it."""
    session = get_object_or_404(
        RoundSession.objects.filter(round__in=Round.objects.organised_by(request.user)), pk=pk
    )
    found = led(request.user, session.round_id)
    try:
        with transaction.atomic():
            seating.remove_session(session, by=request.user)
    except Refused as why:
        return shown(request, found, refusal=str(why), status=409)
    return redirect("courses:round", found.pk)


@requires(ORGANISE)
@never_cache
@require_POST
def remove(request, pk):
    """Take out a round that was planned by mistake, as long as it has no session."""
    found = led(request.user, pk)
    with transaction.atomic():
        Round.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if found.sessions.exists() or found.publications.exists():
            words = _("This round has sessions. Take them out first; a round that was sat stays.")
            return shown(request, found, refusal=words, status=409)
        note_change(by=request.user, act="take a round out", thing=found, school=found.competition.school_id)
        found.delete()
    return redirect("courses:competition", found.competition_id)
