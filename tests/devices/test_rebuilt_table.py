"""SQLite alters a table by building a new one and dropping the old, its triggers with it: a later
migration of the ledger must be possible, and leave every guard standing, and every line."""

import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

import devices.migrations
from devices.models import Assignment
from lms import guards
from tests.devices import builders as make

LATER = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devices", "{last}")]
    operations = [
        migrations.AlterField("assignment", "return_note", models.CharField(max_length=301, blank=True)),
    ]
"""


@pytest.fixture
def a_later_migration(tmp_path, monkeypatch, settings):
    """The migrations of devices as they are, and one more that changes a column of the ledger."""
    folder = tmp_path / "later_migrations"
    folder.mkdir()
    ours = sorted(Path(devices.migrations.__file__).parent.glob("[0-9]*.py"))
    for path in ours:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "__init__.py").touch()
    (folder / "9999_longer_notes.py").write_text(LATER.format(last=ours[-1].stem))
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"devices": "later_migrations"}
    yield "9999"
    for name in [name for name in sys.modules if name.startswith("later_migrations")]:
        del sys.modules[name]


@pytest.mark.django_db(transaction=True)
def test_guards_stand_after_a_migration_that_rebuilt_the_ledger(
    a_later_migration, tablet, sim, giang, school_admin
):
    make.give(giang, school_admin, tablet, sims=[sim])
    call_command("migrate", "devices", verbosity=0)
    assert column_widths()["return_note"] == "varchar(301)"
    assert guards.missing_guards() == []
    assert Assignment.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.all()._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.update(condition_out="broken")


def column_widths():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, type FROM pragma_table_info('devices_assignment')")
        else:
            cursor.execute(
                "SELECT column_name, 'varchar(' || character_maximum_length || ')' "
                "FROM information_schema.columns WHERE table_name = 'devices_assignment'"
            )
        return dict(cursor.fetchall())
