"""`manage.py faults`: the steps of `make faults` that need the models."""

import json

from django.conf import settings
from django.core.management import BaseCommand

from home import faults


class Command(BaseCommand):
    help = "Lays out pupils for `make faults`, judges what arrived, or plays random schedules."

    def add_arguments(self, parser):
        parser.add_argument("step", choices=["lay-out", "judge", "schedules"])
        parser.add_argument("--count", type=int, default=100)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, step, count, seed, **options):
        plan, truth = settings.VAR / "faults-plan.json", settings.VAR / "faults-truth.json"
        if step == "lay-out":
            plan.write_text(json.dumps(faults.lay_out(count, seed)))
        elif step == "judge":
            told = faults.judge(json.loads(plan.read_text()), json.loads(truth.read_text()))
            (settings.VAR / "faults-verdict.json").write_text(json.dumps(told))
        else:
            other = faults.schedules(count, seed)
            self.stdout.write(json.dumps({"schedules": count, "other": other}))
