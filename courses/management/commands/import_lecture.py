"""A file for a lecture, tried or taken over: `import_lecture FILE --course ID`."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.lecture_files import applying, formats, keeping, report
from courses.lecture_files.found import Refused
from courses.models import CoursePage
from lms.models.media import Pupils
from lms.text import whole_number
from lms.uploaded_lists import CannotApply


class Command(BaseCommand):
    help = (
        "Reads a PowerPoint, Word or PDF file into drafts of lectures. Without --apply nothing is written. "
        "Of the counts, «found» are the pieces of the file, «taken» those that stand in the lectures, «skip» "
        "those that are left out, «lossy» what the file loses, each with its slide or page."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="PowerPoint (.pptx), Word (.docx) or PDF")
        parser.add_argument(
            "--course", required=True, metavar="ID", help="number or slug of the course's page"
        )
        parser.add_argument("--apply", action="store_true", help="make the drafts")
        parser.add_argument(
            "--no-pupils",
            action="store_true",
            help="say that somebody looked, and no pupil can be recognised in any picture, film or sound",
        )
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        course = _course(options["course"])
        content = _content_of(Path(options["file"]))
        try:
            result = formats.read(content)
        except Refused as refused:
            if options["json"]:
                self._print_json(report.refusal(refused.issue))
                sys.exit(1)
            raise CommandError(str(refused)) from refused
        if options["apply"] and (twin := keeping.taken_over(course, keeping.hash_of(content))):
            self._tell(twin, applying.Plan(twin), options)
            return
        try:
            with transaction.atomic():
                kept = keeping.keep(course, Path(options["file"]).name, content)
                keeping.keep_pieces(kept, result)
                kept.refresh_from_db()
                kept.pupils = Pupils.NOBODY if options["no_pupils"] else ""
                plan = applying.apply(kept, by=None) if options["apply"] else applying.Plan(kept)
                self._tell(kept, plan, options)
                if not options["apply"]:
                    kept.delete_file()
                    transaction.set_rollback(True)
        except CannotApply as why:
            kept.delete_file()
            raise CommandError(str(why)) from why

    def _tell(self, kept, plan, options):
        if options["json"]:
            self._print_json(report.of(kept, plan))
        else:
            self._print_words(kept, plan)

    def _print_json(self, answer):
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _print_words(self, kept, plan):
        for place, issue in report.all_said(kept, plan.pieces):
            where = _("Slide or page %(place)d: ") % {"place": place} if place else ""
            self.stdout.write(f"[{issue.level}] {where}{issue.sentence}")
        for draft in plan.drafts:
            self.stdout.write(
                _("«%(title)s»: %(many)d pieces") % {"title": draft.title, "many": len(draft.pieces)}
            )
        self.stdout.write(
            _("%(found)d pieces found, %(taken)d taken, %(skip)d left out, %(lossy)d things lost.")
            % plan.counts
        )
        if kept.state == kept.State.APPLIED:
            for page in kept.pages():
                told = {"title": page.get_admin_display_title(), "id": page.pk}
                self.stdout.write(_("Stands in the course as a draft: «%(title)s» (%(id)d).") % told)
        else:
            self.stdout.write(_("Nothing was written. Add --apply to make the drafts."))


def _course(told):
    courses = CoursePage.objects.all()
    number = whole_number(told, 9)
    found = courses.filter(pk=number).first() if number is not None else courses.filter(slug=told).first()
    if found is None:
        raise CommandError(
            _("There is no course «%(course)s». Give its number or its slug.") % {"course": told}
        )
    return found


def _content_of(path):
    try:
        with path.open("rb") as file:
            return file.read(formats.MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CommandError(
            _("The file «%(path)s» cannot be opened. Check its name and place.") % {"path": path}
        ) from error
