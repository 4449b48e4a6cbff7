"""A file of questions, tried or taken over: `import_questions FILE --bank CODE`."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from courses import importing
from courses.importing import applying, report
from courses.importing.formats import MAX_BYTES
from courses.importing.keeping import keep
from courses.models import QuestionBank
from lms.uploaded_lists import CannotApply


class Command(BaseCommand):
    help = (
        "Reads a file of questions. Without --apply nothing is written. Of the counts, «found» = importable "
        "+ refused; «lossy» are those of the importable ones that lose something, and say what."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="Word, Moodle XML, QTI, Common Cartridge, H5P, GIFT or Aiken")
        parser.add_argument("--bank", required=True, metavar="CODE", help="code of the question bank")
        parser.add_argument("--format", choices=["auto", *importing.FORMATS], default="auto")
        parser.add_argument("--apply", action="store_true", help="add the questions to the bank")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        try:
            result, plan = self._carried_out(options)
        except importing.Refused as refused:
            if options["json"]:
                form = "" if options["format"] == "auto" else options["format"]
                self._print_json(report.refusal(refused.issue, form))
                sys.exit(1)
            raise CommandError(str(refused)) from refused
        except CannotApply as why:
            raise CommandError(str(why)) from why
        if options["json"]:
            actions = [item.action for item in plan.items]
            self._print_json(
                report.of(result.format, result.questions, result.issues, result.counts, actions)
            )
        else:
            self._print_words(result, plan, options["apply"])

    def _carried_out(self, options):
        """What the file holds, and what becomes – with --apply: became – of it."""
        path = Path(options["file"])
        bank = QuestionBank.objects.filter(code__iexact=options["bank"]).first()
        if bank is None:
            raise CommandError(
                _("There is no question bank with the code «%(code)s».") % {"code": options["bank"]}
            )
        content = _content_of(path)
        result = importing.read(content, options["format"])
        with transaction.atomic():
            kept = keep(bank, path.name, content, result)
            plan = applying.apply(kept, by=None) if options["apply"] else applying.Plan(kept)
            if not options["apply"]:
                transaction.set_rollback(True)
        return result, plan

    def _print_json(self, answer):
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _print_words(self, result, plan, is_applied):
        for issue in result.issues:
            self.stdout.write(f"[{issue.level}] {issue.sentence}")
        for found in result.questions:
            for issue in found.issues:
                told = _("Question %(ref)s: %(sentence)s") % {"ref": found.ref, "sentence": issue.sentence}
                self.stdout.write(f"[{issue.level}] {told}")
        self.stdout.write(
            _(
                "%(format)s: %(found)s questions, %(create)s new, %(unchanged)s in the bank already, "
                "%(lossy)s of them with losses, %(refused)s refused."
            )
            % {"format": importing.FORMATS[result.format].LABEL, **plan.counts}
        )
        if not is_applied:
            self.stdout.write(_("Nothing was written. Add --apply to add the questions to the bank."))


def _content_of(path):
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CommandError(
            _("The file «%(path)s» cannot be opened. Check its name and place.") % {"path": path}
        ) from error
