"""A class list, tried or taken over: `import_roster FILE --school CODE --year 2026-2027`."""

import hashlib
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms import letters, spreadsheets
from students.models import RosterImport, School
from students.roster import preview, report
from students.roster.changes import CannotApply, apply
from students.roster.issues import Issue
from students.roster.plan import make_plan

SHOWN_NAMES = 3


class Command(BaseCommand):
    help = "Reads a class list. Without --apply nothing is written."

    def add_arguments(self, parser):
        parser.add_argument("file", help="an .xlsx, .xls, .ods or .csv file")
        parser.add_argument("--school", required=True, help="code of the school")
        parser.add_argument("--year", required=True, help="such as 2026-2027")
        parser.add_argument(
            "--encoding", choices=list(letters.ENCODINGS), help="read the letters so, instead of finding out"
        )
        parser.add_argument("--apply", action="store_true", help="take the list over")
        parser.add_argument("--rejected", metavar="FILE", help="write the rows left out into an .xlsx")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        path = Path(options["file"])
        try:
            content = self._content(path)
            school = School.objects.filter(code=options["school"]).first()
            if school is None:
                raise Stopped(Issue("unknown_school", values={"value": options["school"]}))
            book = spreadsheets.read(content, path.name)
            # Before anything is written to the database: where the rest goes must be a place to write to.
            rejected = self._opened(options["rejected"])
            plan = self._plan(school, book, path, content, options)
            if rejected:
                with rejected:
                    rejected.write(spreadsheets.write(preview.rejected(plan, preview.reasons(plan))))
        except spreadsheets.Refused as refused:
            self._stop(refused_file(refused), options)
        except Stopped as stopped:
            self._stop(stopped.issue, options)
        failed = plan.is_refused
        if options["json"]:
            self._print_json(report.as_json(plan))
            if failed:
                sys.exit(1)
        else:
            self._print_words(plan, options["apply"])
            if failed:
                raise CommandError(_("Nothing was taken over."))

    @staticmethod
    def _content(path):
        try:
            with path.open("rb") as file:
                return file.read(spreadsheets.MAX_BYTES + 1)
        except (OSError, ValueError) as error:
            sentence = _("The file «%(path)s» cannot be opened. Check its name and place.") % {"path": path}
            raise Stopped(Issue("file_refused", values={"sentence": sentence})) from error

    @staticmethod
    def _plan(school, book, path, content, options):
        today = timezone.localdate()
        answers = {"encoding": options["encoding"]} if options["encoding"] else {}
        if not options["apply"]:
            return make_plan(school, options["year"], book, today, answers)
        kept = RosterImport(
            school=school,
            year_code=options["year"],
            file_name=path.name[:160],
            file_hash=hashlib.sha256(content).hexdigest(),
            raw=book.as_json(),
            answers=answers,
        )
        try:
            return apply(kept, book, by=None, on=today)
        except CannotApply as error:
            if error.plan is not None:
                return error.plan
            raise Stopped(Issue("file_refused", values={"sentence": str(error)})) from error

    @staticmethod
    def _opened(path):
        try:
            return Path(path).open("wb") if path else None
        except (OSError, ValueError) as error:
            sentence = _("The rows left out cannot be written to «%(path)s». Name another place.") % {
                "path": path
            }
            raise Stopped(Issue("file_refused", values={"sentence": sentence})) from error

    def _stop(self, issue, options):
        if options["json"]:
            self._print_json(report.refusal(issue))
            sys.exit(1)
        raise CommandError(issue.message)

    def _print_json(self, answer):
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _print_words(self, plan, applied):
        for sheet in plan.found.sheets:
            named = (entry.full_name for entry in plan.entries if entry.sheet == sheet.name)
            names = [name for name in named if not name.isascii()][:SHOWN_NAMES]
            self.stdout.write(
                _("Sheet «%(sheet)s»: letters in %(encoding)s, such as %(names)s.")
                % {
                    "sheet": sheet.name,
                    "encoding": letters.ENCODINGS.get(sheet.encoding, sheet.encoding.upper()),
                    "names": ", ".join(f"«{name}»" for name in names) or "–",
                }
            )
        for issue in plan.issues:
            place = f"{issue.sheet} · " if issue.sheet else ""
            self.stdout.write(f"[{issue.level}] {place}{issue.message}")
        counts = plan.counts
        self.stdout.write(
            _(
                "%(rows)s rows: %(create)s new, %(update)s changed, "
                "%(unchanged)s unchanged, %(skip)s left out."
            )
            % counts
        )
        if not applied:
            self.stdout.write(_("Nothing was written. Add --apply to take the list over."))


class Stopped(Exception):
    def __init__(self, issue):
        self.issue = issue


def refused_file(refused):
    return Issue("file_refused", values={"sentence": refused.sentence})
