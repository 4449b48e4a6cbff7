"""A class list, tried or taken over: `import_roster FILE --school CODE --year 2026-2027`."""

import hashlib
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lms import letters, spreadsheets
from lms.uploaded_lists import CannotApply
from students.models import RosterImport, School
from students.roster import report
from students.roster.changes import apply
from students.roster.command_line import Stopped, content_of, line, opened
from students.roster.issues import Issue
from students.roster.kinds import KINDS
from students.roster.plan import Plan
from students.roster.rejected import Rejected

SHOWN_NAMES = 3


class Command(BaseCommand):
    help = "Reads a class list. Without --apply nothing is written."

    def add_arguments(self, parser):
        parser.add_argument("file", help="an .xlsx, .xls, .ods or .csv file")
        parser.add_argument("--school", required=True, help="code of the school")
        parser.add_argument("--year", required=True, help="such as 2026-2027")
        parser.add_argument("--kind", choices=list(KINDS), default="students", help="what the list holds")
        parser.add_argument(
            "--encoding", choices=list(letters.ENCODINGS), help="read the letters so, instead of finding out"
        )
        parser.add_argument("--apply", action="store_true", help="take the list over")
        parser.add_argument("--rejected", metavar="FILE", help="write the rows left out into an .xlsx")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        path = Path(options["file"])
        telling = _Json(options) if options["json"] else _Words(options)
        rejected = Rejected()

        def told(rows):
            telling.take(rows)
            rejected.take(rows)

        try:
            content = content_of(path)
            school = School.objects.filter(code=options["school"]).first()
            if school is None:
                raise Stopped(Issue("unknown_school", values={"value": options["school"]}))
            book = spreadsheets.read(content, path.name)
            # Before anything is written to the database: where the rest goes must be a place to write to.
            rest = opened(options["rejected"])
            plan = self._carried_out(school, book, path, content, options, told)
            if rest:
                with rest:
                    rest.write(spreadsheets.write(rejected.sheets()))
        except spreadsheets.Refused as refused:
            self._stop(Issue("file_refused", values={"sentence": refused.sentence}), options)
        except Stopped as stopped:
            self._stop(stopped.issue, options)
        telling.print(plan, self.stdout.write)
        if plan.is_refused:
            if options["json"]:
                sys.exit(1)
            raise CommandError(_("Nothing was taken over."))

    @staticmethod
    def _carried_out(school, book, path, content, options, told):
        """The plan, every row of which was told; with --apply it is written as well."""
        today, kind = timezone.localdate(), options["kind"]
        answers = {"encoding": options["encoding"]} if options["encoding"] else {}
        if options["apply"]:
            kept = RosterImport(
                school=school,
                kind=kind,
                year_code=options["year"],
                file_name=path.name[:160],
                file_hash=hashlib.sha256(content).hexdigest(),
                answers=answers,
            )
            try:
                return apply(kept, book, by=None, on=today, told=told)
            except CannotApply as error:
                if error.plan is None:
                    raise Stopped(Issue("file_refused", values={"sentence": str(error)})) from error
                plan = error.plan
        else:
            plan = Plan(school, options["year"], book, today, answers, kind)
        for rows in plan.chunks():
            told(rows)
        return plan

    def _stop(self, issue, options):
        if options["json"]:
            answer = report.refusal(issue, options["kind"])
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            sys.exit(1)
        raise CommandError(issue.message)


class _Json(report.Report):
    def __init__(self, options):
        super().__init__(KINDS[options["kind"]])


class _Words:
    """The report in sentences; issues are told as they come."""

    def __init__(self, options):
        self.is_applied = options["apply"]
        self.lines, self.names = [], {}

    def take(self, rows):
        for row in rows:
            names = self.names.setdefault(row.sheet, [])
            if len(names) < SHOWN_NAMES and not row.full_name.isascii():
                names.append(f"«{row.full_name}»")
            self.lines += map(line, row.issues)

    def print(self, plan, write):
        for sheet in plan.found.sheets:
            write(
                _("Sheet «%(sheet)s»: letters in %(encoding)s, such as %(names)s.")
                % {
                    "sheet": sheet.name,
                    "encoding": letters.ENCODINGS.get(sheet.encoding, sheet.encoding.upper()),
                    "names": ", ".join(self.names.get(sheet.name, [])) or "–",
                }
            )
        for told in [*map(line, plan.file_issues), *self.lines]:
            write(told)
        write(
            _(
                "%(rows)s rows: %(create)s new, %(update)s changed, "
                "%(unchanged)s unchanged, %(skip)s left out."
            )
            % plan.counts
        )
        if not self.is_applied:
            write(_("Nothing was written. Add --apply to take the list over."))
