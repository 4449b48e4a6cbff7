"""What the commands that read lists of machines share: try, apply, tell in sentences or as JSON."""

import hashlib
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import DeviceList
from lms import letters, spreadsheets
from lms.uploaded_lists import CannotApply
from students.models import User
from students.roster.command_line import Stopped, content_of, line, opened
from students.roster.rejected import Rejected

from . import report
from .changes import apply, plan_of
from .said import Issue


class ListCommand(BaseCommand):
    """A command fills in `kind`, `the_list(options)`, `as_json(plan)` and `counted`."""

    kind = ""
    # A sentence with the counts.
    counted = ""

    def add_arguments(self, parser):
        parser.add_argument("file", help="an .xlsx, .xls, .ods or .csv file")
        parser.add_argument(
            "--encoding", choices=list(letters.ENCODINGS), help="read the letters so, instead of finding out"
        )
        parser.add_argument("--apply", action="store_true", help="take the list over")
        parser.add_argument("--by", metavar="NAME", help="the account in whose name it is taken over")
        parser.add_argument("--rejected", metavar="FILE", help="write the rows left out into an .xlsx")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        path = Path(options["file"])
        try:
            content = content_of(path)
            kept = self.the_list(options)
            kept.kind, kept.file_name = self.kind, path.name[-160:]
            kept.file_hash = hashlib.sha256(content).hexdigest()
            if options["encoding"]:
                kept.answers["encoding"] = options["encoding"]
            book = spreadsheets.read(content, path.name)
            # Before anything is written to the database: where the rest goes must be a place to write to.
            rest = opened(options["rejected"])
            plan = self._carried_out(kept, book, options)
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
            self.stdout.write(report.as_text(self.as_json(plan)))
        else:
            self._tell(plan, options)
        if plan.is_refused:
            if options["json"]:
                sys.exit(1)
            raise CommandError(_("Nothing was taken over."))

    def giver(self, kept):
        """In whose name papers are written when no account is named; None when the list needs nobody."""

    def _carried_out(self, kept, book, options):
        today = timezone.localdate()
        if not options["apply"]:
            return plan_of(kept, book, today)
        named = self._named(options["by"])
        try:
            return apply(kept, book, by=named, on=today, giver=named or self.giver(kept))
        except CannotApply as error:
            if error.plan is None or not error.plan.is_refused:
                raise Stopped(Issue("file_refused", values={"sentence": str(error)})) from error
            return error.plan

    @staticmethod
    def _named(name):
        if not name:
            return None
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise Stopped(Issue("account_unknown", values={"value": name}))
        return user

    def _tell(self, plan, options):
        for issue in plan.issues:
            self.stdout.write(line(issue))
        self.stdout.write(str(self.counted) % plan.counts)
        if not options["apply"]:
            self.stdout.write(_("Nothing was written. Add --apply to take the list over."))
        elif not plan.has_changes:
            self.stdout.write(_("This list changes nothing, so nothing was written."))

    def _stop(self, issue, options):
        if options["json"]:
            self.stdout.write(report.as_text(report.refused(issue, DeviceList.Kind(self.kind))))
            sys.exit(1)
        raise CommandError(issue.message)
