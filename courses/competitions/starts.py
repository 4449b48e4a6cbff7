"""Start tickets are made before the hour: in the background once seats are given, and again every night.

What a ticket holds may change meanwhile. Then it goes (a seat moved, rules of one's own), or `begin` goes the
long way; the next round makes it anew.
"""

import random
from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import overriding
from courses.models import Attempt, Entrant, QuizPage, RoundSession, StartTicket
from lms.tasks import job, start
from students.models import Enrolment, SchoolClass, Student

KIND = "courses.start_tickets"
# Which sessions are near enough.
AHEAD = timedelta(hours=48)
AT_ONCE = 200


def begin(round, by):
    """Make those of the round in the background, if a session is near."""
    if near().filter(round=round).exists():
        start(KIND, by=by, title=_("Start tickets: %(round)s") % {"round": round}, round=str(round.pk))


def near():
    """Sessions that open soon or are open, with a paper that counts."""
    now = timezone.now()
    pages = QuizPage.objects.live().filter(
        Q(closes_at=None) | Q(closes_at__gt=now), practice=False, opens_at__lt=now + AHEAD
    )
    return RoundSession.objects.filter(page__in=pages.values("pk"))


def make(session):
    """A ticket for every pupil with a seat who has not begun; how many there are. Again changes nothing but
    what has changed: who has a ticket keeps its key and its order of questions."""
    page = QuizPage.objects.live().filter(pk=session.page_id).first()
    if page is None or page.paper is None:
        return 0
    entrants = Entrant.objects.filter(entry__seats__session=session, entry__withdrawn_at=None)
    rows = list(entrants.order_by("student").values_list("student", "entry__seats", "entry__seats__session"))
    seats = {student: seat for student, seat, of in rows if of == session.pk}
    StartTicket.objects.filter(session=session).exclude(student__in=list(seats)).delete()
    made = 0
    for first in range(0, len(seats), AT_ONCE):
        made += _make_some(session, page, dict(list(seats.items())[first : first + AT_ONCE]))
    return made


def every_night():
    over = RoundSession.objects.filter(page__closes_at__lt=timezone.now())
    StartTicket.objects.filter(session__in=over).delete()
    for session in near():
        make(session)


@transaction.atomic
def _make_some(session, page, seats):
    # Whoever begins without a ticket holds this lock until the attempt stands (models/beginning.py).
    locked = Student.objects.select_for_update(of=("self",)).filter(pk__in=list(seats)).order_by("pk")
    begun = Attempt.objects.filter(page=page, student=OuterRef("pk"))
    students = [one for one in locked.annotate(begun=Exists(begun)) if not one.begun]
    sits_in = dict(
        Enrolment.objects.open()
        .filter(student__in=students)
        .order_by("-pk")
        .values_list("student", "school_class")
    )
    of_class = defaultdict(list)
    for one in students:
        of_class[sits_in.get(one.pk)].append(one)
    classes = SchoolClass.objects.in_bulk([pk for pk in of_class if pk])
    owns = {}
    for pk, some in of_class.items():
        owns |= overriding.owns_of(some, page, classes.get(pk))
    lot = random.SystemRandom()
    StartTicket.objects.bulk_create(
        [
            StartTicket(
                session=session,
                seat_id=seats[one.pk],
                student=one,
                paper=page.paper_for(one, 0),
                school_class_id=sits_in.get(one.pk),
                seed=lot.getrandbits(62),
                own_rules=owns[one.pk],
            )
            for one in students
        ],
        update_conflicts=True,
        unique_fields=["session", "student"],
        update_fields=["seat", "paper", "school_class", "own_rules"],
    )
    return len(students)


@job(KIND, gettext_lazy("Start tickets of a competition"))
def make_of_round(running, round):
    made = 0
    sessions = list(near().filter(round=round))
    for done, session in enumerate(sessions):
        running.progress(done, len(sessions))
        made += make(session)
    return {"made": made}
