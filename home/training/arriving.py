"""Who was there: by the code on the trainer's screen, or ticked by the trainer – by form, or without signal.

The code changes every ten minutes and opens nothing before the hour or long after it: a photo of it sent
home to a cousin is worth little. `training.ticked` {"session": id, "enrolment": id}; the id of the event is
that of the tick, so that what was taken back does not come again with an event that was sent twice.
"""

import hashlib
import hmac
import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.sync_answers import MALFORMED, read_uuid
from home.models import Attendance, TrainingEnrolment, TrainingSession
from home.models.training import LEAD
from home.training import Refused
from lms import event_words, outbox
from lms.history import note_change
from students.abilities import can

KIND = "training.ticked"
WINDOW = timedelta(minutes=10)
BEFORE, AFTER = timedelta(minutes=60), timedelta(minutes=30)


def register():
    outbox.register(KIND, take)
    event_words.name(KIND, gettext_lazy("Who was there at a training"))


def code_now(session, at=None):
    return _code(session, _window(at or timezone.now()))


def is_open(session, at=None):
    """Whether codes are taken: from an hour before to half an hour after."""
    at = at or timezone.now()
    return session.begins_at() - BEFORE <= at <= session.ends_at() + AFTER


def is_early(session):
    """Whether its day is still to come: nobody is ticked before it."""
    return session.on > timezone.localdate()


def arrive(session, enrolment, typed, at=None):
    """«I am here», with the code that stands on the screen. Whether it is news."""
    at = at or timezone.now()
    if _standing(session, enrolment).exists():
        return False
    if at < session.begins_at() - BEFORE:
        raise Refused(_("It is too early. Come back when the session begins, and look at the screen."))
    if not is_open(session, at):
        raise Refused(_("This session is over. Tell the trainer if you were there."))
    window = _window(at)
    if not any(hmac.compare_digest(typed, _code(session, window - back)) for back in (0, 1)):
        raise Refused(_("This is not the code on the screen now. Look once more: it changes."))
    return _keep(session, enrolment, Attendance.Way.CODE, None, uuid.uuid4())


def tick(session, enrolment, by, key=None):
    """The trainer saw somebody. Whether something changed."""
    key = key or uuid.uuid4()
    if session.course_id != enrolment.course_id or Attendance.objects.filter(pk=key).exists():
        return False
    if is_early(session):
        words = _("This session is on %(day)s. Tick when it is held.") % {"day": f"{session.on:%d/%m/%Y}"}
        raise Refused(words)
    return _keep(session, enrolment, Attendance.Way.TICK, by, key)


@transaction.atomic
def take_back(session, enrolment, by):
    for row in _standing(session, enrolment).select_for_update():
        row.taken_back_at, row.taken_back_by = timezone.now(), by
        row.save(update_fields=["taken_back_at", "taken_back_by"])
        note_change(by=by, act="take a tick of training back", thing=row, school=session.course.school_id)


def take(event, sender):
    session_id, enrolment_id = (read_uuid(event.payload.get(name)) for name in ("session", "enrolment"))
    if session_id is None or enrolment_id is None:
        return MALFORMED
    if not can(sender.user, LEAD):
        return outbox.FORBIDDEN
    session = (
        TrainingSession.objects.visible_to(sender.user).select_related("course").filter(pk=session_id).first()
    )
    enrolments = TrainingEnrolment.objects.visible_to(sender.user)
    enrolment = enrolments.filter(pk=enrolment_id).first()
    if session is None or enrolment is None or enrolment.course_id != session.course_id:
        return outbox.FORBIDDEN
    try:
        tick(session, enrolment, sender.user, key=event.id)
    except Refused as why:
        return outbox.Outcome("rejected", "not_ticked", str(why))
    return outbox.STORED


def _keep(session, enrolment, way, by, key):
    try:
        with transaction.atomic():
            Attendance.objects.create(pk=key, session=session, enrolment=enrolment, way=way, by=by)
    except IntegrityError:
        return False  # said already, by whomever
    return True


def _standing(session, enrolment):
    return Attendance.objects.standing().filter(session=session, enrolment=enrolment)


def _window(at):
    return int(at.timestamp() // WINDOW.total_seconds())


def _code(session, window):
    told = hmac.new(session.secret.encode(), f"{session.pk}:{window}".encode(), hashlib.sha256).hexdigest()
    return f"{int(told[:12], 16) % 10**6:06}"
