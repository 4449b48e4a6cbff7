"""What the database itself refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from lms.guards import GUARDS, missing_guards, put_up_guards, take_down_guards
from lms.history import note_change
from lms.models import Change


def test_every_guard_stands(db):
    assert missing_guards() == []


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_change_log_is_append_only(act, school_admin, muong_nha):
    note_change(by=school_admin, act="close", thing=muong_nha, before={"open": True}, after={"open": False})
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.update(act="x") if act == "update" else Change.objects.all().delete()
    assert Change.objects.get().act == "close"


def test_a_guard_that_is_gone_or_of_an_older_version_is_missed_and_put_up_anew(db):
    guard = GUARDS["lms_change_never_update"]
    connection_words = {"sqlite": guard.sqlite, "postgresql": guard.postgresql}[connection.vendor]
    on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
    older = connection_words.replace("append-only", "read-only")
    for change in ("", older):
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER "{guard.name}"{on}')
            if change:
                cursor.execute(change)
        assert missing_guards() == [guard.name]
        put_up_guards()
        assert missing_guards() == []


def test_guards_are_taken_down_only_for_a_migration_that_needs_it(db):
    take_down_guards(plan=[])
    assert missing_guards() == []
    take_down_guards(plan=["a migration"])
    assert bool(missing_guards()) == (connection.vendor == "sqlite")
    put_up_guards()
    assert missing_guards() == []
