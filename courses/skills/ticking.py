"""A teacher says «I saw it»: by the form, or without signal by an event.

`skill.ticked` {"student": id, "step": uid}. The id of the event is that of the tick; what was taken back
since does not come again with an event that was sent twice.
"""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import SkillStep, SkillTick, TaskWork
from courses.sync_answers import MALFORMED, read_uuid
from lms import outbox
from lms.history import note_change
from students.abilities import can
from students.models import Student


class NotTicked(Exception):
    """Why not, as a sentence."""


def register():
    outbox.register("skill.ticked", take)


def tick(student, step, by, key=None):
    """Whether something changed: one tick stands for a pupil and a step, whoever says it again."""
    if step.proof == SkillStep.Proof.QUIZ:
        raise NotTicked(_("This step is proved by its quiz alone. Let the pupil do the quiz."))
    key = key or uuid.uuid4()
    standing = SkillTick.objects.filter(student=student, step=step).standing()
    if SkillTick.objects.filter(pk=key).exists() or standing.exists():
        return False
    if step.proof == SkillStep.Proof.WORK and not _was_handed_in(student, step):
        words = _("%(name)s has not handed anything in yet. Look at the work first, then accept it.")
        raise NotTicked(words % {"name": student.full_name})
    try:
        with transaction.atomic():
            row = SkillTick.objects.create(pk=key, student=student, step=step, by=by)
            note_change(by=by, act="see a skill", thing=row, school=student.school_id)
    except IntegrityError:
        # Somebody else said it in this very moment.
        return False
    return True


@transaction.atomic
def take_back(student, step, by):
    standing = SkillTick.objects.select_for_update().filter(student=student, step=step).standing()
    for row in standing:
        row.taken_back_at, row.taken_back_by = timezone.now(), by
        row.save(update_fields=["taken_back_at", "taken_back_by"])
        note_change(by=by, act="take back a seen skill", thing=row, school=student.school_id)


def take(event, sender):
    student_id, step_id = (read_uuid(event.payload.get(name)) for name in ("student", "step"))
    if student_id is None or step_id is None:
        return MALFORMED
    if not can(sender.user, "give work"):
        return outbox.FORBIDDEN
    student = Student.objects.visible_to(sender.user, to="give work").filter(pk=student_id).first()
    step = SkillStep.objects.filter(uid=step_id).first()
    if student is None or step is None:
        return outbox.FORBIDDEN
    try:
        tick(student, step, sender.user, key=event.id)
    except NotTicked as why:
        return outbox.Outcome("rejected", "not_ticked", str(why))
    return outbox.STORED


def _was_handed_in(student, step):
    return TaskWork.objects.handed_in().filter(student=student, lecture=step.lecture_id).exists()
