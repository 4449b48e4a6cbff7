"""What the database itself refuses."""

import pytest
from django.db import DatabaseError, transaction

from lms.guards import missing_guards
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
