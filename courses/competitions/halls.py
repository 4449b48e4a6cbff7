"""A room of shared tablets: opened with who sits where, started for all at once, closed.

Which browser is which of its tablets: courses/competitions/tablets.py.
"""

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import marking
from courses.competitions.entering import Refused
from courses.models import AnswerEvent, Attempt, Entry, Hall, HallPlace
from courses.models.competitions import ORGANISE
from courses.models.halls import MOST_TABLETS
from lms.history import note_change
from lms.text import tidy
from students.models import Student

MOST_TITLE = 40
MOST_PUPILS = 400


def pupils_without(session, user):
    """Pupils with a seat in the session who have no room yet, of those with whom `user` may organise."""
    entries = Entry.objects.standing().filter(seats__session=session)
    found = Student.objects.visible_to(user, to=ORGANISE).filter(competition_entries__entry__in=entries)
    placed = HallPlace.objects.filter(session=session).values("student")
    return found.exclude(pk__in=placed).select_related("school").order_by("school", "name_sort", "pk")


def is_over(session):
    closes = session.page.closes_at
    return bool(closes and closes <= timezone.now())


@transaction.atomic
def open_hall(session, school, title, tablets, students, by):
    """A room with these pupils, tablet after tablet, then the next turn. Raises Refused."""
    if not (title := tidy(title)):
        raise Refused(_("Give the room a name, so that pupils find it."))
    if len(title) > MOST_TITLE:
        raise Refused(_("Write at most %(n)d characters.") % {"n": MOST_TITLE})
    if not (tablets and 1 <= tablets <= MOST_TABLETS):
        raise Refused(_("Say how many tablets there are, from 1 to %(n)d.") % {"n": MOST_TABLETS})
    if not students:
        raise Refused(_("Nobody is ticked. Tick who sits in this room."))
    try:
        with transaction.atomic():
            hall = Hall.objects.create(session=session, school=school, title=title, tablets=tablets, by=by)
    except IntegrityError:
        raise Refused(_("A room with this name is open already. Choose another name.")) from None
    try:
        with transaction.atomic():
            HallPlace.objects.bulk_create(
                HallPlace(hall=hall, session=session, student=one, tablet=n % tablets + 1, turn=n)
                for n, one in enumerate(students)
            )
    except IntegrityError:
        raise Refused(
            _("Somebody who is ticked was given a room meanwhile. Look at the list again.")
        ) from None
    told = {"count": len(students)}
    note_change(by=by, act="open a hall", thing=hall, after=told, school=school.pk)
    return hall


@transaction.atomic
def start(hall, by):
    """From now on the papers may be begun; pressing twice is pressing once. Raises Refused."""
    hall = Hall.objects.select_for_update(of=("self",)).select_related("session__page").get(pk=hall.pk)
    if hall.closed_at:
        raise Refused(_("This room is closed already."))
    page = hall.session.page
    if page.opens_at and timezone.now() < page.opens_at:
        raise Refused(_("The session has not come yet: it opens at its hour, not before."))
    if hall.started_at is None:
        hall.started_at = timezone.now()
        hall.save(update_fields=["started_at"])
        note_change(by=by, act="start a hall", thing=hall, school=hall.school_id)


@transaction.atomic
def close(hall, by):
    """Close it. Who has not begun may sit in another room; whoever still writes is waited for."""
    hall = Hall.objects.select_for_update(of=("self",)).select_related("session__page").get(pk=hall.pk)
    if hall.closed_at:
        return
    attempts = attempts_of(hall)
    writing = [one.student.full_name for one in attempts.values() if one.is_open()]
    if writing:
        told = {"names": ", ".join(writing[:5])}
        raise Refused(_("Still writing: %(names)s. Let them hand in, then close the room.") % told)
    hall.places.exclude(student__in=[one.student_id for one in attempts.values()]).delete()
    hall.joined.all().delete()
    hall.closed_at = timezone.now()
    hall.save(update_fields=["closed_at"])
    note_change(by=by, act="close a hall", thing=hall, school=hall.school_id)


@transaction.atomic
def change_tablet(place, number, by):
    """The pupil goes on at another tablet: what was sent is there. Raises Refused."""
    place = HallPlace.objects.select_for_update(of=("self",)).select_related("hall").get(pk=place.pk)
    if place.hall.closed_at:
        raise Refused(_("This room is closed already."))
    if not (number and 1 <= number <= place.hall.tablets):
        raise Refused(_("This room has tablets 1 to %(n)d.") % {"n": place.hall.tablets})
    if number == place.tablet:
        return
    before, place.tablet = place.tablet, number
    place.arrived_at = None
    place.save(update_fields=["tablet", "arrived_at"])
    note_change(
        by=by,
        act="move to another tablet",
        thing=place,
        before={"tablet": before},
        after={"tablet": number},
        school=place.hall.school_id,
    )


def arrive(place):
    """The pupil has signed in at the own tablet."""
    HallPlace.objects.filter(pk=place.pk, arrived_at=None).update(arrived_at=timezone.now())


def attempts_of(hall):
    """{pupil's key: the attempt at the paper of the room}"""
    rows = Attempt.objects.filter(
        page=hall.session.page_id, counted=True, student__in=hall.places.values("student")
    )
    found = {}
    for one in rows.select_related("page", "student").order_by("number"):
        one.page = hall.session.page
        found[one.student_id] = one
    return found


def with_states(hall):
    """Its places in the order of tablets, each with `attempt`, `state` and from how many `browsers` its
    answers came: more than one is somebody who answers along, or a tablet that was changed."""
    attempts = attempts_of(hall)
    events = AnswerEvent.objects.filter(attempt__in=[one.pk for one in attempts.values()])
    told = events.exclude(install=marking.ON_PAPER).values("attempt")
    browsers = dict(told.annotate(n=Count("install", distinct=True)).values_list("attempt", "n"))
    places = list(hall.places.select_related("student").order_by("tablet", "turn"))
    for one in places:
        one.attempt = attempts.get(one.student_id)
        one.state = state_of(one)
        one.browsers = browsers.get(one.attempt.pk, 0) if one.attempt else 0
    return places


def state_of(place):
    attempt = place.attempt
    if attempt and attempt.submitted_at:
        return "in"
    if attempt:
        return "over" if attempt.is_over() else "writing"
    return "ready" if place.arrived_at else "away"


def waiting_at(tablet):
    """Who still has to sit at this tablet, in their turn; who is writing first."""
    attempts = attempts_of(tablet.hall)
    rows = tablet.hall.places.filter(tablet=tablet.number).select_related("student")
    left = [one for one in rows if not _is_done(attempts.get(one.student_id))]
    return sorted(left, key=lambda one: (one.student_id not in attempts, one.turn))


def _is_done(attempt):
    return attempt is not None and attempt.is_over()
