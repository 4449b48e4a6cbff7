"""How many of each kind wait for somebody (home/waiting.py), asked in one query.

Each source is put into SQL by itself and joined to the others as text: within one question of the ORM all of
them would be gone through again and again. Of a pupil who is nothing else, the text differs by the pupil's
keys and the hour alone, and is kept: it took half of the time of the page that pupils ask for most.
"""

from datetime import UTC, datetime, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Value
from django.utils import timezone

from lms.asked_often import ANY_ID, ANY_KEY, KeptText
from lms.days import midnight
from students.models import Student, User

# Stands for the hour in what is kept; nothing else in it is this.
ANY_HOUR = datetime(2907, 3, 8, 5, 13, 21, 123457, tzinfo=UTC)


def question(user, sources, at):
    """(SQL, its values, keys of the sources in the order of its columns); without those that find nothing."""
    keys, told, params = [], [], []
    for source in sources:
        count = source.rows(user, at).order_by().values(_all=Value(1)).annotate(_n=Count("*")).values("_n")
        try:
            sql, own = count.query.sql_with_params()
        except EmptyResultSet:
            continue
        keys.append(source.key)
        told.append(f"({sql})")
        params += own
    return "SELECT " + ", ".join(told), params, keys


def counted(sql, params, keys):
    """{key: how many rows there are}, without those of which there is none."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {key: count for key, count in zip(keys, cursor.fetchone(), strict=True) if count}


class QuestionOfPupils:
    """`question` of these sources to a pupil, out of what is kept where the pupil is nothing else."""

    def __init__(self, sources):
        self.sources = sources
        self._kept = KeptText(self._of_keys, ANY_KEY, ANY_ID, *_hours(timezone.localtime(ANY_HOUR)))

    def asked(self, user, at):
        if _is_more_than_pupil(user):
            return question(user, self.sources, at)
        return self._kept.told(user.pk, user.student.pk, *_hours(at))

    def _of_keys(self, user_key, student_key, at, *_days):
        user = User(pk=user_key)
        user.has_roles = False
        user.student = Student(pk=student_key, user=user)
        for nothing_else in ("teacher", "guardian"):
            User._meta.get_field(nothing_else).set_cached_value(user, None)
        return question(user, self.sources, at)


def _hours(at):
    """All that sources make of the hour."""
    return at, midnight(at.date() + timedelta(days=1)), at.date()


def _is_more_than_pupil(user):
    # Whether there are roles is known of who is signed in (students/sign_in.py).
    return user.is_superuser or bool(user.guardian_or_none) or getattr(user, "has_roles", True)
