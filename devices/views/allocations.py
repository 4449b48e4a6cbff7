"""One line of an allocation list: why the family stands there, and what can be done with it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from devices.allocating import editing
from devices.allocating.evidence import evidence_words
from devices.forms.allocations import MoveForm, WordsForm
from devices.models import Allocation
from devices.refusal import Refused
from students import looked
from students.abilities import can, requires

READ, MAKE = "read allocation lists", "make allocation lists"


@never_cache
@require_safe
@requires(READ)
def detail(request, pk):
    line = _line_or_404(request, pk, READ)
    looked.note(request.user, "allocation list", line.pupil, once_a_day=True)
    return _page(request, line)


@never_cache
@require_POST
@requires(MAKE)
def act(request, pk, act):
    line = _line_or_404(request, pk, MAKE)
    if act not in ACTS:
        raise Http404
    form_class, do, said = ACTS[act]
    # Two forms of one page: no id stands twice.
    form = form_class(request.POST, auto_id=f"{act}_%s") if form_class else None
    if form and not form.is_valid():
        return _page(request, line, act, form, status=400)
    try:
        done = do(line, request.user, form.cleaned_data if form else {})
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("devices:allocation", line.pk)
    messages.success(request, said)
    return redirect("devices:allocation", done.pk)


ACTS = {
    "move": (
        MoveForm,
        lambda line, by, told: editing.move(line, told["place"], by=by, words=told["words"]),
        gettext_lazy("The family stands at its new place."),
    ),
    "take-out": (
        WordsForm,
        lambda line, by, told: editing.take_out(line, by=by, words=told["words"]),
        gettext_lazy("The family is taken out; the reason stays readable."),
    ),
    "refuse": (
        WordsForm,
        lambda line, by, told: editing.refuse(line, by=by, words=told["words"]),
        gettext_lazy("Written down. Another family can take the place now."),
    ),
    "replace": (
        None,
        lambda line, by, told: editing.replace(line, by=by),
        gettext_lazy("The next family stands here; the province is asked to approve it."),
    ),
}


def _page(request, line, act="", form=None, status=200):
    mine = Allocation.objects.visible_to(request.user, to=MAKE)
    may_make = can(request.user, MAKE) and mine.filter(pk=line.pk).exists()
    offered = []
    if may_make and line.state == Allocation.State.PLANNED and line.list.is_open_to_school:
        offered = [
            ("move", _("Move to another place"), MoveForm(initial={"place": line.rank}, auto_id="move_%s")),
            ("take-out", _("Take out of the list"), WordsForm(auto_id="take-out_%s")),
        ]
    elif may_make and line.state == Allocation.State.APPROVED:
        offered = [("refuse", _("The family refuses"), WordsForm())]
    elif may_make and line.state == Allocation.State.REFUSED:
        offered = [("replace", _("Give the place to the next family"), None)]
    context = {
        "line": line,
        "made": line.list,
        "enrolment": line.pupil.current_enrolment(),
        "evidence": evidence_words(line.evidence),
        "steps": line.steps.select_related("by"),
        "acts": [(name, title, form if name == act else empty) for name, title, empty in offered],
        "successor": Allocation.objects.filter(replaces=line).first(),
        "may_hand_over": can(request.user, "hand over devices") and line.state == Allocation.State.APPROVED,
    }
    return render(request, "devices/allocation.html", context, status=status)


def _line_or_404(request, pk, to):
    return get_object_or_404(
        Allocation.objects.visible_to(request.user, to=to).select_related(
            "list__batch",
            "list__school",
            "household",
            "pupil",
            "override",
            "replaces",
            "handed_line__handover",
        ),
        pk=pk,
    )
