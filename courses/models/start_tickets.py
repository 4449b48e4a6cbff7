"""A start ticket (phiếu vào thi): what begins an attempt, made before the hour, for every seat.

When two thousand begin at eight, each asks for its own ticket and writes one row.
"""

import json
import uuid
from collections import namedtuple

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass, Student

from .competition_entries import Seat
from .competitions import RoundSession
from .papers import QuizPaper

Ready = namedtuple("Ready", "id paper_id seed own_rules school_class_id hall started closed begun")
# Without the ORM: a whole session asks in one minute.
READ = """SELECT t.id, t.paper_id, t.seed, t.own_rules, t.school_class_id,
    h.id, h.started_at IS NOT NULL, h.closed_at IS NOT NULL,
    EXISTS (SELECT 1 FROM courses_attempt a WHERE a.student_id = t.student_id AND a.page_id = %s)
  FROM courses_startticket t
  LEFT JOIN courses_hallplace p ON p.session_id = t.session_id AND p.student_id = t.student_id
  LEFT JOIN courses_hall h ON h.id = p.hall_id
  WHERE t.session_id = %s AND t.student_id = %s"""


class StartTicket(models.Model):
    """Its key is that of the attempt: whoever begins twice at once begins one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(RoundSession, models.CASCADE, related_name="start_tickets")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="start_tickets")
    student = models.ForeignKey(Student, models.CASCADE, related_name="start_tickets")
    paper = models.ForeignKey(QuizPaper, models.CASCADE, related_name="+")
    # As Attempt keeps them.
    school_class = models.ForeignKey(SchoolClass, models.CASCADE, null=True, related_name="+")
    seed = models.BigIntegerField()
    own_rules = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("start ticket")
        verbose_name_plural = _("start tickets")
        constraints = [models.UniqueConstraint(fields=["session", "student"], name="one_start_ticket")]

    def __str__(self):
        return f"{self.session_id}: {self.student_id}"

    @classmethod
    def read(cls, student, page):
        """What is Ready for this pupil at the paper of a session; None without a ticket."""
        key = Student._meta.pk.get_db_prep_value(student.pk, connection)
        with connection.cursor() as cursor:
            cursor.execute(READ, [page.pk, page.contest, key])
            row = cursor.fetchone()
        if row is None:
            return None
        found = Ready(*row)
        rules = found.own_rules
        return found._replace(
            id=_as_uuid(found.id),
            paper_id=_as_uuid(found.paper_id),
            own_rules=json.loads(rules) if isinstance(rules, str) else rules,
            hall=found.hall and _as_uuid(found.hall),
        )


def _as_uuid(told):
    return told if isinstance(told, uuid.UUID) else uuid.UUID(told)
