"""A hand-over list that was kept by hand, tried or taken over: `import_handovers FILE --school CODE`."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from devices.lists import report
from devices.lists.handovers import HandoverPlan
from devices.lists.said import Issue
from lms import letters, spreadsheets
from students.models import School
from students.roster.command_line import Stopped, content_of, line, opened
from students.roster.rejected import Rejected


class Command(BaseCommand):
    help = "Reads a hand-over list. Without --apply nothing is written."

    def add_arguments(self, parser):
        parser.add_argument("file", help="an .xlsx, .xls, .ods or .csv file")
        parser.add_argument("--school", required=True, help="code of the school")
        parser.add_argument("--date", type=_day, help="day of the hand-over, such as 2026-09-05")
        parser.add_argument(
            "--encoding", choices=list(letters.ENCODINGS), help="read the letters so, instead of finding out"
        )
        parser.add_argument("--rejected", metavar="FILE", help="write the rows left out into an .xlsx")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        path = Path(options["file"])
        try:
            content = content_of(path)
            school = School.objects.filter(code=options["school"]).first()
            if school is None:
                raise Stopped(Issue("unknown_school", values={"value": options["school"]}))
            book = spreadsheets.read(content, path.name)
            rest = opened(options["rejected"])
            plan = self._plan(school, book, options)
            if rest:
                with rest:
                    rejected = Rejected()
                    rejected.take(plan.rows)
                    rest.write(spreadsheets.write(rejected.sheets()))
        except spreadsheets.Refused as refused:
            self._stop(Issue("file_refused", values={"sentence": refused.sentence}), options)
        except Stopped as stopped:
            self._stop(stopped.issue, options)
        if options["json"]:
            self.stdout.write(report.as_text(report.handovers(plan)))
        else:
            self._tell(plan, options)
        if plan.is_refused:
            if options["json"]:
                sys.exit(1)
            raise CommandError(_("Nothing was taken over."))

    @staticmethod
    def _plan(school, book, options):
        answers = {name: options[name] for name in ("encoding", "date") if options[name]}
        return HandoverPlan(school, book, timezone.localdate(), answers)

    def _tell(self, plan, options):
        for issue in plan.issues:
            self.stdout.write(line(issue))
        self.stdout.write(
            _("%(rows)s rows: %(create)s to hand over, %(unchanged)s already stand, %(skip)s left out.")
            % plan.counts
        )
        self.stdout.write(_("Nothing was written. Add --apply to take the list over."))

    def _stop(self, issue, options):
        if options["json"]:
            self.stdout.write(report.as_text(report.refused_handovers(issue)))
            sys.exit(1)
        raise CommandError(issue.message)


def _day(text):
    """A day for argparse, which says in its own words when it is none."""
    day = parse_date(text)
    if day is None:
        raise ValueError(text)
    return day.isoformat()
