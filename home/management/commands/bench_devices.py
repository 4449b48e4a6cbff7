"""`manage.py bench_devices`: fill this (empty) database with machines and measure (`make bench-devices`)."""

import json

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from devices.models import Device
from home import machines_bench
from home.demo import many_machines
from lms.bench import AtLeast, Bench


class Command(BaseCommand):
    help = "Fill a database of its own with 200,000 machines and a year of use, measure, write devices.json."

    def add_arguments(self, parser):
        parser.add_argument("--scale", type=float, default=1.0, help="a share of it, for trying it out")

    def handle(self, *, scale, **options):
        mark = settings.VAR / "machines.json"
        if Device.objects.exists() and not mark.exists():
            raise CommandError("There are machines in this database already; it is not one for measuring.")
        mark.write_text(json.dumps({"scale": scale}))
        many_machines.load(scale, tell=self.stdout.write)
        demo = json.loads((settings.VAR / "demo.json").read_text())
        rows = []
        for name, unit, value, goal in machines_bench.measures(Bench(demo)):
            rows.append(row_of(self.stdout, name, unit, value, goal))
        (settings.VAR / "devices.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")


def row_of(out, name, unit, value, goal):
    """Tell one measure, and what is kept of it."""
    if value is None:
        out.write(f"        {name}")
        return {"name": name, "not_measured": True}
    least = isinstance(goal, AtLeast)
    met = None if goal is None else (value >= goal if least else value <= goal)
    sign = {True: "ok", False: "OVER", None: ""}[met]
    told = "" if goal is None else f"{'≥' if least else '≤'} {goal:g}"
    out.write(f"{sign:6}  {name:52} {value:>12,.2f} {unit:9} {told}")
    out.flush()
    return {"name": name, "unit": unit, "value": round(value, 2), "goal": goal, "met": met}
