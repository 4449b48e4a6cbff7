"""`manage.py prepare`: bring everything up to date before the server starts. Safe to repeat."""

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms import words
from lms.guards import missing_guards, put_up_guards


class Command(BaseCommand):
    help = "Compiles words, collects static files, migrates, and fills an empty database with the demo."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true", help="Leave an empty database empty.")

    def handle(self, *, no_demo, **options):
        words.compile_words()
        self.collect_static_files()
        self.migrate()
        if not no_demo:
            self.load_demo()

    def collect_static_files(self):
        stamp = settings.VAR / "static-sources"
        now = fingerprint_of_sources()
        if stamp.exists() and stamp.read_text() == now:
            return
        self.stdout.write("Collecting static files …")
        self.stdout.flush()
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now)

    def migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Migrating the database …")
            self.stdout.flush()
            call_command("migrate", interactive=False, verbosity=0)
            # A new version may find more than the last one wrote down.
            call_command("update_index", verbosity=0)
        elif missing_guards():
            # A new version may bring a guard without a migration.
            put_up_guards()

    def load_demo(self):
        # Stands from the first to the last line of the demo: cut off in between, it is loaded to its end.
        begun = settings.VAR / "demo-begun"
        if get_user_model().objects.exists() and not begun.exists():
            return
        if "demo" not in get_commands():
            self.stdout.write("There is no demo school yet: the database stays empty.")
            return
        self.stdout.write("Loading the demo school …")
        self.stdout.flush()
        # It keeps in demo.json who can sign in; `make run` prints that at every start.
        begun.touch()
        call_command("demo", stdout=StringIO())
        begun.unlink()


def fingerprint_of_sources():
    """A hash of the name, size and time of every static file there is, and of how they are made ready."""
    digest = hashlib.sha256((settings.BASE_DIR / "lms/storage.py").read_bytes())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
