"""Tests that commit leave the database as the template had it."""

import pytest
from django.db import connection

from lms.guards import missing_guards
from lms.history import note_change
from lms.models import Change
from students.models import Place


@pytest.mark.parametrize("run", ["first", "second"])
def test_a_test_that_commits_leaves_nothing_behind(run, transactional_db):
    assert not Change.objects.exists()
    assert Place.objects.exists()
    assert missing_guards() == []
    assert not connection.in_atomic_block
    note_change(by=None, act=run, thing=Place.objects.first())
