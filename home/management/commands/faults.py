"""`manage.py faults`: the steps of `make faults` that need the models."""

import json

from django.conf import settings
from django.core.management import BaseCommand

from home import browser_faults, faults


class Command(BaseCommand):
    help = "Lays out pupils for `make faults`, judges what arrived, or plays random schedules."

    def add_arguments(self, parser):
        parser.add_argument(
            "step", choices=["lay-out", "judge", "schedules", "lay-out-browser", "judge-browser"]
        )
        parser.add_argument("--count", type=int, default=100)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, step, count, seed, **options):
        plan, truth = settings.VAR / "faults-plan.json", settings.VAR / "faults-truth.json"
        of = browser_faults if step.endswith("-browser") else faults
        if step.startswith("lay-out"):
            plan.write_text(json.dumps(of.lay_out(count, seed)))
        elif step.startswith("judge"):
            told = of.judge(json.loads(plan.read_text()), json.loads(truth.read_text()))
            (settings.VAR / "faults-verdict.json").write_text(json.dumps(told))
        else:
            other = faults.schedules(count, seed)
            self.stdout.write(json.dumps({"schedules": count, "other": other}))
