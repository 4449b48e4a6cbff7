"""`manage.py check_looks`: is the log of who looked at what whole, from its first line to its last?"""

from django.core.management import BaseCommand, CommandError

from lms import chain
from lms.models import Look


class Command(BaseCommand):
    help = (
        "Checks every line of the log of looks against the one before it, and seals the days that are over."
    )

    def handle(self, **options):
        found = list(chain.faults())
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError("The log of looks was changed from outside. Compare it with a backup.")
        sealed = chain.seal_days()
        last = Look.objects.exclude(number=None).order_by("-day", "-number").first()
        lines = Look.objects.exclude(number=None).count()
        self.stdout.write(f"{lines} lines, all whole; {sealed} days sealed.")
        if last:
            # Kept somewhere else, this shows later that nothing was cut off the end.
            self.stdout.write(f"Last line {last.day:%Y-%m-%d}/{last.number}: {last.hash}")
