"""Sessions in the database, as Django keeps them; read without the ORM, for every request reads one."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

OPEN = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self):
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(OPEN, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            # Gone or over: what is said next gets a key of its own.
            self._session_key = None
            return {}
        return self.decode(row[0])
