"""What a school and the province do with a list: move, take out, add, send, approve, return; what
happens when a family refuses. Each act is a step with who, when and the words that were said."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from devices.allocating.families import evidence_of, families_of, served_words
from devices.allocating.proposing import choices_for
from devices.models import Allocation, AllocationList, AllocationStep, Assignment, ProgrammeOverride, Tenure
from devices.refusal import Refused
from lms.history import note_change

# What the log of changes says of a whole list.
LOGGED = {
    AllocationStep.Act.SENT: "send an allocation list",
    AllocationStep.Act.APPROVED: "approve an allocation list",
    AllocationStep.Act.RETURNED: "return an allocation list",
}
Act, State, ListState = AllocationStep.Act, Allocation.State, AllocationList.State


@transaction.atomic
def move(line, to, by, words):
    """Give the line another place among those that are planned; the others close up."""
    made = _open_list(line.list_id)
    _need(words, _("Write why the family stands at another place: the province will read it."))
    lines = list(made.lines.filter(state=State.PLANNED).order_by("rank", "made_at"))
    here = next((one for one in lines if one.pk == line.pk), None)
    if here is None:
        raise Refused(_("This line is no longer planned, so its place stays as it is."))
    ranks = sorted(one.rank for one in lines)
    lines.remove(here)
    ahead = sum(rank < to for rank in ranks if rank != here.rank)
    lines.insert(ahead, here)
    was = here.rank
    for one, rank in zip(lines, ranks, strict=True):
        one.rank = rank
    Allocation.objects.bulk_update(lines, ["rank"], batch_size=500)
    if here.rank != was:
        told = _("from place %(was)d to place %(now)d: %(words)s")
        _step(made, here, Act.MOVED, by, told % {"was": was, "now": here.rank, "words": words.strip()})
    return here


@transaction.atomic
def take_out(line, by, words):
    made = _open_list(line.list_id)
    _need(words, _("Write why the family is taken out: it stays readable."))
    line = _locked_line(line)
    if line.state != State.PLANNED:
        raise Refused(_("Only a line that is planned can be taken out."))
    _set(line, State.TAKEN_OUT)
    _step(made, line, Act.TAKEN_OUT, by, words)
    return line


@transaction.atomic
def add(made, pupil, by, words, override_decision=""):
    """Put the family of `pupil` at the end of the list, with what speaks for it in words."""
    made = _open_list(made.pk)
    _need(words, _("Write what speaks for this family, and which paper says so."))
    if made.lines.standing().count() >= made.quota:
        raise Refused(
            _("The list has as many families as there are machines. Take one out before adding another.")
        )
    family = _family_of(pupil)
    if family is None:
        raise Refused(_("%(name)s does not study at this school.") % {"name": pupil})
    if family.listed:
        raise Refused(_("This family is on a list already: %(list)s.") % {"list": family.listed.list})
    override = _override_for(family, pupil, override_decision)
    if family.served and override is None:
        raise Refused(
            _("This family %(has)s. A second one needs a decision: write its number.")
            % {"has": "; ".join(map(served_words, family.served))}
        )
    last = made.lines.standing().order_by("-rank").values_list("rank", flat=True).first() or 0
    line = _write_line(made, family, pupil, last + 1, words, override=override)
    _step(made, line, Act.ADDED, by, words)
    return line


@transaction.atomic
def send(made, by):
    """To the province; from then on the school only reads."""
    made = _open_list(made.pk)
    count = made.lines.filter(state=State.PLANNED).count()
    if not count:
        raise Refused(_("Nobody is on the list yet. Make the proposal first, or add a family."))
    told = ngettext("%(n)d family", "%(n)d families", count) % {"n": count}
    _settle(made, ListState.SENT, Act.SENT, by, told)
    return made


@transaction.atomic
def approve(made, by, words=""):
    """Every planned line waits for its machine from now on."""
    made = _locked_list(made.pk)
    if made.state != ListState.SENT:
        raise Refused(_("Only a list that the school has sent can be approved."))
    if served := served_meanwhile(made):
        raise Refused(
            _(
                "These families have a device meanwhile: %(names)s. Return the list, so that the school "
                "takes them out."
            )
            % {"names": ", ".join(str(line.household or line.student) for line in served[:5])}
        )
    if made.lines.standing().count() > made.quota:
        raise Refused(_("There are more families on the list than machines. Return it to the school."))
    made.lines.filter(state=State.PLANNED).update(state=State.APPROVED, approved_at=timezone.now())
    _settle(made, ListState.APPROVED, Act.APPROVED, by, words)
    return made


@transaction.atomic
def give_back(made, by, words):
    """Return the list to the school with what is to be mended. What was approved before stays so."""
    made = _locked_list(made.pk)
    if made.is_open_to_school:
        raise Refused(_("The list is with the school already."))
    _need(words, _("Write what the school is to mend."))
    _settle(made, ListState.RETURNED, Act.RETURNED, by, words)
    return made


@transaction.atomic
def refuse(line, by, words):
    """The family does not want the machine; its place is free."""
    made = _locked_list(line.list_id)
    _need(words, _("Write why the family refuses, in its words."))
    line = _locked_line(line)
    if line.state != State.APPROVED:
        raise Refused(_("Only a family that waits for its machine can refuse it."))
    _set(line, State.REFUSED)
    _step(made, line, Act.REFUSED, by, words)
    return line


@transaction.atomic
def replace(line, by):
    """The next family by the order of priority takes the place of one that refused; the province is asked."""
    made = _locked_list(line.list_id)
    line = _locked_line(line)
    if line.state != State.REFUSED:
        raise Refused(_("Only the place of a family that refused can be given to another one."))
    chosen, _families = choices_for(made, timezone.localdate())
    if not chosen:
        raise Refused(_("No other family of the school may receive a machine by the order of priority."))
    first = chosen[0]
    _set(line, State.REPLACED)
    new = _write_line(
        made, first.family, None, line.rank, first.reason, rule=first.rule, child=first.child, replaces=line
    )
    _step(made, line, Act.REPLACED, by)
    if made.state == ListState.APPROVED:
        _settle(made, ListState.SENT, Act.SENT, by, _("one family in the place of another"))
    return new


def served_meanwhile(made, states=(State.PLANNED,)):
    """Lines whose family got a machine from elsewhere since."""
    lines = list(made.lines.filter(state__in=states, override=None).select_related("household", "student"))
    held = Assignment.objects.open().filter(device__isnull=False).exclude(tenure=Tenure.LOANER)
    households = set(
        held.filter(
            served_household__in=[line.household_id for line in lines if line.household_id]
        ).values_list("served_household", flat=True)
    )
    pupils = set(held.filter(pupil__in=[line.pupil_id for line in lines]).values_list("pupil", flat=True))
    return [line for line in lines if line.household_id in households or line.pupil_id in pupils]


def _family_of(pupil):
    families = families_of(pupil.school, timezone.localdate())
    return next(
        (family for family in families if any(child.key == pupil.pk for child in family.children)), None
    )


def _override_for(family, pupil, decision):
    """The decision that the province wrote down for this family, which no line uses yet."""
    if not decision.strip():
        return None
    who = {"household": family.household} if family.household else {"student": pupil}
    found = ProgrammeOverride.objects.filter(
        decision_number=decision.strip(), assignments=None, allocations=None, **who
    ).first()
    if found is None:
        raise Refused(
            _("The province wrote down no decision %(number)s for this family.")
            % {"number": decision.strip()}
        )
    return found


def _write_line(made, family, pupil, rank, reason, rule=None, child=None, **more):
    key = pupil.pk if pupil else child.key
    evidence = evidence_of(family)
    if rule is None:
        evidence["by_hand"] = True
    try:
        with transaction.atomic():
            return Allocation.objects.create(
                list=made,
                household_id=family.household,
                student_id=None if family.household else key,
                pupil_id=key,
                rank=rank,
                rule_place=rule.place if rule else None,
                reason=reason.strip()[:400],
                evidence=evidence,
                **more,
            )
    except IntegrityError as trouble:
        raise Refused(
            _("Another school has just put this family on its list. Load the page anew.")
        ) from trouble


def _locked_list(pk):
    return AllocationList.objects.select_for_update(of=("self",)).select_related("school", "order").get(pk=pk)


def _open_list(pk):
    made = _locked_list(pk)
    if not made.is_open_to_school:
        raise Refused(
            _("This list is with the province or approved already. It can be changed once it is returned.")
        )
    return made


def _locked_line(line):
    return Allocation.objects.select_for_update(of=("self",)).get(pk=line.pk)


def _need(words, sentence):
    if not words.strip():
        raise Refused(sentence)


def _set(line, state):
    line.state = state
    line.save(update_fields=["state"])


def _settle(made, state, act, by, words=""):
    made.state, made.state_at = state, timezone.now()
    made.save(update_fields=["state", "state_at"])
    _step(made, None, act, by, words)
    # Read by the school's leader and by auditors; the lines themselves name children and stay out of it.
    note_change(by=by, act=LOGGED[act], thing=made, after={"state": str(state)})


def _step(made, line, act, by, words=""):
    AllocationStep.objects.create(list=made, line=line, act=act, words=words.strip()[:300], by=by)
