"""`manage.py bench`: measure, print a table, write var/bench.json."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.utils.module_loading import autodiscover_modules

from lms.bench import MEASURES, AtLeast, Bench, NotHere


class Command(BaseCommand):
    help = "Measures speed on a copy of the database, prints it and writes bench.json under VAR_DIR."

    def add_arguments(self, parser):
        parser.add_argument(
            "--province",
            action="store_true",
            help="Measure at the scale of the province too, in var/province (made when missing, ≈ 10 min).",
        )
        parser.add_argument("--only-province", action="store_true", help="Measure only that, here.")

    def handle(self, *, province, only_province, **options):
        autodiscover_modules("bench")
        work_on_a_copy()
        # A page is kept only when its pictures are ready.
        call_command("work", once=True)
        demo = settings.VAR / "demo.json"
        bench = Bench(json.loads(demo.read_text()) if demo.exists() else {})
        rows = [
            row
            for measure in MEASURES
            if measure.province == only_province
            for row in self.rows_of(measure, bench)
        ]
        if province or (settings.VAR / "province" / "demo.json").exists() and not only_province:
            rows += self.at_province_scale()
        (settings.VAR / "bench.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")

    def rows_of(self, measure, bench):
        try:
            for unit, value, goal in measure.function(bench):
                least = isinstance(goal, AtLeast)
                row = {
                    "name": measure.name,
                    "unit": unit,
                    "value": round(value, 2),
                    "goal": goal,
                    "least": least,
                    "met": None if goal is None else (value >= goal if least else value <= goal),
                }
                self.tell(row)
                yield row
        except NotHere as reason:
            self.stdout.write(f"        {measure.name}: not measured, {reason}")
            yield {"name": measure.name, "not_measured": str(reason)}

    def tell(self, row):
        sign = {True: "ok", False: "OVER", None: ""}[row["met"]]
        goal = "" if row["goal"] is None else f"{'≥' if row['least'] else '≤'} {row['goal']:g}"
        self.stdout.write(f"{sign:6}  {row['name']:44} {row['value']:>10,} {row['unit']:12} {goal}")
        self.stdout.flush()

    def at_province_scale(self):
        var = settings.VAR / "province"
        env = {**os.environ, "VAR_DIR": str(var)}
        env.pop("DATABASE_URL", None)
        manage = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
        if not (var / "demo.json").exists():
            self.stdout.write("Making the province (about ten minutes) …")
            subprocess.run([*manage, "prepare", "--no-demo"], env=env, check=True)
            subprocess.run([*manage, "demo", "--scale", "province"], env=env, check=True)
        self.stdout.write("At the scale of the province:")
        self.stdout.flush()
        subprocess.run([*manage, "bench", "--only-province"], env=env, check=True)
        return json.loads((var / "bench.json").read_text())


def work_on_a_copy():
    """Answers that are sent in stay for ever (append-only), so none may go into the real database."""
    if connection.vendor != "sqlite":
        raise CommandError(
            "Benchmarks write, and so run on a copy of an SQLite database. Unset DATABASE_URL."
        )
    copy = settings.VAR / "bench" / "db.sqlite3"
    copy.parent.mkdir(exist_ok=True)
    for path in copy.parent.glob("db.sqlite3*"):
        path.unlink()
    with (
        contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as real,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        real.backup(target)
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
