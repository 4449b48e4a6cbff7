"""`manage.py bench_sync`: the steps of `make bench-sync` that need the models."""

import json

from django.conf import settings
from django.core.management import BaseCommand

from home import sync_bench


class Command(BaseCommand):
    help = (
        "Lays out tablets full of events for the load generator, and afterwards looks whether all is there."
    )

    def add_arguments(self, parser):
        parser.add_argument("step", choices=["lay-out", "check"])
        parser.add_argument("--devices", type=int, default=2000)

    def handle(self, *, step, devices, **options):
        plan_file = settings.VAR / "sync-plan.json"
        if step == "lay-out":
            plan_file.write_text(json.dumps(sync_bench.lay_out(devices)))
        else:
            wrong = list(sync_bench.checked(json.loads(plan_file.read_text())))
            (settings.VAR / "sync-checked.json").write_text(json.dumps(wrong, ensure_ascii=False))
