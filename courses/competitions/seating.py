"""Who sits in which session of a round: entries are shared out, whole schools together."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.models import Attempt, Entrant, Round, Seat, Standing
from lms.history import note_change


def entries_for(round):
    """Entries that belong into a round: all that stand, or who went on from the round before it."""
    standing = round.competition.entries.standing()
    before = before_of(round)
    if before is None or round.is_trial:
        return standing
    published = before.published
    if published is None:
        return standing.none()
    return standing.filter(
        pk__in=Standing.objects.filter(publication=published, goes_on=True).values("entry")
    )


def before_of(round):
    """The round from which one comes into this one; None for the first."""
    return (
        round.competition.rounds.filter(is_trial=False, number__lt=round.number).order_by("-number").first()
    )


def after(round):
    return round.competition.rounds.filter(is_trial=False, number__gt=round.number).order_by("number").first()


@transaction.atomic
def seat(round):
    """Give a seat to every entry that belongs into the round and has none yet; how many were given. Of one
    school all sit together, in the session with the fewest; of a single school they are shared out."""
    Round.objects.select_for_update().get(pk=round.pk)
    sessions = list(round.sessions.all())
    if not sessions:
        return 0
    taken = {session.pk: 0 for session in sessions}
    for session in Seat.objects.filter(round=round).values_list("session", flat=True):
        taken[session] += 1
    missing = entries_for(round).exclude(pk__in=Seat.objects.filter(round=round).values("entry"))
    groups = defaultdict(list)
    for entry in missing.order_by("number"):
        groups[entry.school_id].append(entry)
    if len(groups) < len(sessions):
        groups = {entry.pk: [entry] for some in groups.values() for entry in some}
    made = []
    for some in sorted(groups.values(), key=lambda some: (-len(some), some[0].number)):
        session = min(taken, key=lambda pk: (taken[pk], pk))
        taken[session] += len(some)
        made += [Seat(round=round, entry=entry, session_id=session) for entry in some]
    return len(Seat.objects.bulk_create(made, batch_size=500))


@transaction.atomic
def remove_session(session, by):
    """Take a session out; its quiz is an ordinary one again. Raises Refused once it has seats or rooms."""
    Round.objects.select_for_update(of=("self",)).get(pk=session.round_id)
    if session.seats.exists():
        raise Refused(
            _("Pupils have seats in the session %(session)s. Move them to another session first.")
            % {"session": session.title}
        )
    if session.halls.exists():
        raise Refused(
            _("The session %(session)s has a room already, so it stays.") % {"session": session.title}
        )
    school = session.round.competition.school_id
    note_change(by=by, act="take a session out", thing=session, school=school)
    session.delete()


@transaction.atomic
def move(round, seats, session, by):
    """Let these seats of the round be in another session, all or none; how many moved. Raises Refused when
    somebody has begun the paper already, or has had the hours of the new session."""
    rows = list(
        round.seats.select_for_update(of=("self",))
        .filter(pk__in=seats)
        .exclude(session=session)
        .select_related("entry", "session__page")
    )
    if not rows:
        raise Refused(_("Nobody is ticked who sits in another session. Tick who is to move."))
    if session.page.closes_at and session.page.closes_at <= timezone.now():
        raise Refused(_("The session %(session)s is over.") % {"session": session.title})
    begun = Attempt.objects.filter(page__in={row.session.page_id for row in rows})
    begun = begun.filter(student__in=Entrant.objects.filter(entry__seats__in=rows).values("student"))
    if names := list(begun.values_list("student__full_name", flat=True).distinct()[:3]):
        raise Refused(
            _("The paper was begun already by: %(names)s. Nobody was moved.") % {"names": ", ".join(names)}
        )
    for row in rows:
        before, row.session = row.session, session
        row.save(update_fields=["session"])
        row.start_tickets.all().delete()
        note_change(
            by=by,
            act="move to another session",
            thing=row.entry,
            before={"session": before.title},
            after={"session": session.title},
            school=row.entry.school_id,
        )
    return len(rows)


def clear_after(round):
    """Take the seats of the next round from entries that do not go on any more and have not begun it."""
    following = after(round)
    if following is None:
        return
    lost = following.seats.exclude(entry__in=entries_for(following).values("pk"))
    begun = Attempt.objects.filter(page__in=following.sessions.values("page")).values("student")
    lost.exclude(entry__entrants__student__in=begun).delete()
