"""SQLite alters a table by building a new one and dropping the old, its triggers with it: a later
migration of any guarded table must be possible, and leave every guard standing, and every row."""

import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

import devices.migrations
from devices.models import Assignment, Device, Sim
from lms import guards
from tests.devices import builders as make

LATER = """
from django.apps import apps
from django.db import migrations, models

from lms.guards import GUARDS


def rebuild_every_guarded_table(_apps, schema_editor):
    tables = {{guard.table for guard in GUARDS.values()}}
    for model in apps.get_models():
        if model._meta.db_table in tables:
            if schema_editor.connection.vendor == "sqlite":
                schema_editor._remake_table(model)
            else:
                wider = "ALTER TABLE %s ADD COLUMN later integer, ADD CHECK (later > 0)"
                schema_editor.execute(wider % model._meta.db_table)


class Migration(migrations.Migration):
    dependencies = [("devices", "{last}")]
    operations = [
        migrations.RunPython(rebuild_every_guarded_table),
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
def test_guards_stand_after_a_migration_that_rebuilt_every_guarded_table(
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
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.update(serial_norm="r9tx")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sim.objects.update(iccid="898402")


def test_the_guards_of_each_table_are_missed(tablet):
    tables = {guard.table for guard in guards.GUARDS.values()}
    for table in sorted(tables & set(connection.introspection.table_names())):
        # Undone table by table: PostgreSQL has no room for the locks of all of them in one transaction.
        with transaction.atomic():
            gone = drop_guards_of(table)
            assert guards.missing_guards() == sorted(gone), table
            guards.put_up_guards()
            assert guards.missing_guards() == [], table
            transaction.set_rollback(True)
    assert guards.missing_guards() == []


def test_a_start_without_guards_is_told_of(client, db):
    """As after a table was put back by hand: the server says so, and so does the check."""
    gone = drop_guards_of("devices_assignment")
    page = client.get("/ready/")
    assert page.status_code == 503
    assert f"{len(gone)} guards of the database do not stand" in page.content.decode()
    told = StringIO()
    call_command("check", databases=["default"], tags=["database"], stderr=told)
    assert min(gone) in told.getvalue()


def drop_guards_of(table):
    """Their names; the table stays as it is."""
    gone = [
        guard
        for guard in guards.GUARDS.values()
        if guard.table == table and getattr(guard, connection.vendor) is not None
    ]
    with connection.cursor() as cursor:
        for guard in gone:
            if guard.is_constraint:
                cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{guard.name}"')
            else:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{guard.name}"{on}')
    return [guard.name for guard in gone]


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
