"""`manage.py bench_library`: fill this (empty) database with lectures and measure (`make bench-library`)."""

import json

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from courses.models import LecturePage
from home import library_bench
from home.demo import many_lectures, many_words
from home.management.commands.bench_devices import row_of
from lms.bench import Bench


class Command(BaseCommand):
    help = "Fill a database of its own with 20,000 lectures, measure searches and pages, write library.json."

    def add_arguments(self, parser):
        parser.add_argument("--scale", type=float, default=1.0, help="a share of it, for trying it out")

    def handle(self, *, scale, **options):
        mark = settings.VAR / "lectures.json"
        if LecturePage.objects.exists() and not mark.exists():
            raise CommandError("There are lectures in this database already; it is not one for measuring.")
        mark.write_text(json.dumps({"scale": scale}))
        if many_lectures.load(scale, tell=self.stdout.write):
            many_words.load(scale)
        demo = json.loads((settings.VAR / "demo.json").read_text())
        rows = [row_of(self.stdout, *measured) for measured in library_bench.measures(Bench(demo))]
        (settings.VAR / "library.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
