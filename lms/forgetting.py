"""What the ground floor itself forgets, and which logs it keeps (lms/retention.py)."""

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from lms.days import months_before
from lms.models import Credential, Job, Receipt
from lms.retention import Kind, days_before, of_rows, register

DAYS_OF_JOBS = 90
MONTHS_OF_RECEIPTS = 12


def register_own():
    register(
        of_rows(
            "sessions",
            lambda moment: Session.objects.filter(expire_date__lt=moment),
            lambda today: today,
            what=_("sign-ins that have run out"),
            period=_("until they run out"),
            why=_("nobody can use them any more"),
            order=60,
        ),
        of_rows(
            "jobs",
            lambda moment: Job.objects.filter(finished_at__lt=moment),
            days_before(DAYS_OF_JOBS),
            what=_("background work that is finished"),
            period=_("90 days"),
            why=_("so long somebody may ask what became of it"),
            order=62,
        ),
        of_rows(
            "tasks",
            lambda moment: DBTaskResult.objects.finished().filter(finished_at__lt=moment),
            days_before(DAYS_OF_JOBS),
            what=_("notes of the worker about what it did"),
            period=_("90 days"),
            why=_("so long a fault is looked for"),
            order=63,
        ),
        of_rows(
            "receipts",
            lambda moment: Receipt.objects.filter(received_at__lt=moment, conflicts=None),
            lambda today: months_before(today, MONTHS_OF_RECEIPTS),
            what=_("receipts of what devices sent without signal"),
            period=_("12 months after the month"),
            why=_("no device sends the same thing again after that"),
            order=64,
        ),
        of_rows(
            "credentials",
            lambda moment: Credential.objects.filter(made_at__lt=moment).filter(
                Q(last_used_on=None) | Q(last_used_on__lt=moment.date())
            ),
            lambda today: months_before(today, MONTHS_OF_RECEIPTS),
            what=_("keys by which a browser signs what others bring to school"),
            period=_("12 months after their last use"),
            why=_("a browser that comes again makes another"),
            order=65,
        ),
        Kind(
            "looks",
            what=_("who has looked at what"),
            period=_("for good"),
            why=_("a line holds no name of a pupil, and each hangs on the one before it"),
            order=90,
        ),
        Kind(
            "changes",
            what=_("who changed what"),
            period=_("for good"),
            why=_("of a pupil who was erased, the lines lose their names"),
            order=91,
        ),
    )
