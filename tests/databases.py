"""A migrated database for every test run, copied from a template instead of migrated each time.

Migrating takes some fifteen seconds, copying a fraction of one. The template is named by a
hash of whatever shapes it, so a new migration makes a new template by itself. It holds what
migrations load (places, ethnic groups, Wagtail's root page) and the guards of lms/guards.py.
"""

import contextlib
import fcntl
import hashlib
import shutil
import sqlite3
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from lms.guards import GUARDS

FOLDER = Path(settings.VAR) / "test"
# What our migrations call that is not a migration itself.
ALSO = ["lms/text.py"]


def shape():
    """A hash of the migrations, the facts they load, and the guards."""
    digest = hashlib.sha256(repr(sorted(GUARDS.items())).encode())
    files = [Path(settings.BASE_DIR) / name for name in ALSO]
    for app in apps.get_app_configs():
        files += sorted(Path(app.path).glob("migrations/*.py")) + sorted(Path(app.path).glob("data/*"))
    for path in files:
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def open_test_database(worker):
    """Point Django at a fresh copy of the template; returns the object that can restore it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kind = OnSQLite if connection.vendor == "sqlite" else OnPostgreSQL
    database = kind(worker)
    connection.close()
    with database.only_one_at_a_time():
        if not database.has_template():
            database.make_template()
    database.restore()
    return database


def put_migrated_file(path):
    """A copy of the template at `path`, for a server of the tests on SQLite. Where there is none yet nothing:
    to make it, Django's connection would have to leave the database of the tests."""
    if connection.vendor != "sqlite":
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    database = OnSQLite("server")
    with database.only_one_at_a_time():
        if database.has_template():
            shutil.copyfile(database.template, path)


def migrate_into(name):
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


class OnSQLite:
    """A file, not memory: threads then meet the same locks as in production."""

    def __init__(self, worker):
        self.template = FOLDER / f"template-{shape()}.sqlite3"
        self.name = FOLDER / f"{worker}.sqlite3"
        # A test database need not survive a power cut.
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

    @contextlib.contextmanager
    def only_one_at_a_time(self):
        with (FOLDER / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def has_template(self):
        return self.template.exists()

    def make_template(self):
        for old in FOLDER.glob("template-*.sqlite3*"):
            old.unlink()
        draft = self.template.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        migrate_into(draft)
        draft.rename(self.template)

    def restore(self):
        connection.close()
        connection.settings_dict["NAME"] = str(self.name)
        with (
            contextlib.closing(sqlite3.connect(self.template)) as template,
            contextlib.closing(sqlite3.connect(self.name)) as copy,
        ):
            template.backup(copy)

    def drop(self):
        connection.close()
        for path in FOLDER.glob(f"{self.name.name}*"):
            path.unlink()


class OnPostgreSQL:
    def __init__(self, worker):
        base = connection.settings_dict["NAME"]
        self.template = f"template_{base}_{shape()}"
        self.name = f"test_{base}_{worker}"

    @contextlib.contextmanager
    def only_one_at_a_time(self):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('test template'))")
            yield

    def has_template(self):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
            return cursor.fetchone() is not None

    def make_template(self):
        prefix = self.template.rpartition("_")[0] + "_"
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
            for (old,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            draft = f"{prefix}draft"
            cursor.execute(f'CREATE DATABASE "{draft}"')
            migrate_into(draft)
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{self.template}"')

    def restore(self):
        self.drop()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        connection.settings_dict["NAME"] = self.name

    def drop(self):
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
