"""A class's answers on paper, tried or taken over: `import_paper_results FILE --quiz UID --class NAME`.

Taken over in the name of an account, as whoever types them in would: points that a person gave need a giver.
"""

import hashlib
import json
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.judging import classes_judged_by
from courses.models import QuizPage
from courses.paper_results import plan as plans
from courses.paper_results import sheet_file
from courses.printing import editions
from lms import spreadsheets
from lms.spreadsheets.field import Upload
from lms.uploaded_lists import CannotApply
from students.models import SchoolClass, User


class Command(BaseCommand):
    help = (
        "Reads a file of answers on paper, as the page «Answers on paper» hands it out. Without --apply "
        "nothing is written. Of the counts, «found» = create + update + unchanged + skip."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="an Excel, OpenDocument or text file")
        parser.add_argument("--quiz", required=True, metavar="UID", help="the quiz, as its addresses name it")
        parser.add_argument("--class", required=True, dest="school_class", metavar="NAME", help="such as 6A")
        parser.add_argument("--school", metavar="CODE", help="where several schools have a class of the name")
        parser.add_argument("--edition", metavar="NUMBER", help="which publishing; the newest unless told")
        parser.add_argument("--by", metavar="NAME", help="the account in whose name they are typed in")
        parser.add_argument("--apply", action="store_true", help="type the rows in (needs --by)")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        page, school_class = _quiz(options["quiz"]), _class(options["school_class"], options["school"])
        by = _account(options["by"], school_class, options["apply"])
        papers = editions.chosen(editions.of_page(page), options["edition"])
        if not papers:
            raise CommandError(_("This quiz was not published yet. Publish it first."))
        try:
            upload = _upload(Path(options["file"]))
            found, unknown = sheet_file.read(upload.book, papers)
            plan = _carried_out(page, school_class, papers, upload, found, unknown, by, options["apply"])
        except (spreadsheets.Refused, ValueError, CannotApply) as why:
            sentence = getattr(why, "sentence", None) or str(why)
            if not options["json"]:
                raise CommandError(sentence) from why
            self.stdout.write(json.dumps({"refused": sentence}, ensure_ascii=False, indent=1))
            sys.exit(1)
        if options["json"]:
            self.stdout.write(
                json.dumps(_told(plan, unknown, options["apply"]), ensure_ascii=False, indent=1)
            )
        else:
            self._say(plan, unknown, options["apply"])

    def _say(self, plan, unknown, is_applied):
        if unknown:
            self.stdout.write(_("Columns passed over: %(names)s.") % {"names": ", ".join(unknown)})
        for row in plan.of(plans.REFUSE):
            for label, words in row.wrong.items():
                where = _("Row %(number)d, %(name)s") % {"number": row.number, "name": row.name}
                self.stdout.write(f"{where}: {'' if label in ('pupil', 'code') else label + ' '}{words}")
        words = _(
            "%(found)s rows: %(create)s new, %(update)s change what was typed in, %(unchanged)s stand so "
            "already, %(skip)s are left out."
        )
        self.stdout.write(words % plan.counts)
        if not is_applied:
            self.stdout.write(_("Nothing was written. Add --apply to type the rows in."))


def _carried_out(page, school_class, papers, upload, found, unknown, by, is_applied):
    """What would become – with --apply: became – of the rows."""
    with transaction.atomic():
        kept = plans.keep(page, school_class, papers, upload, found, unknown, by)
        plan = plans.apply(kept, by) if is_applied else plans.Plan(kept)
        if not is_applied:
            transaction.set_rollback(True)
    return plan


def _told(plan, unknown, is_applied):
    rows = [
        {"row": row.number, "name": row.name, "code": row.code, "action": row.action, "wrong": row.wrong}
        for row in plan.rows
    ]
    return {"applied": is_applied, "counts": plan.counts, "unknown_columns": unknown, "rows": rows}


def _quiz(uid):
    try:
        page = QuizPage.objects.filter(translation_key=uid, practice=False).first()
    except (ValueError, ValidationError):
        page = None
    if page is None:
        raise CommandError(_("There is no graded quiz «%(uid)s».") % {"uid": uid})
    return page


def _class(name, school):
    """The class of this school year with the name."""
    today = timezone.localdate()
    found = SchoolClass.objects.filter(
        name__iexact=name, year__starts_on__lte=today, year__ends_on__gte=today
    )
    if school:
        found = found.filter(school__code__iexact=school)
    if len(found) == 1:
        return found[0]
    if found:
        schools = ", ".join(one.school.code for one in found.select_related("school"))
        raise CommandError(
            _("Several schools have a class %(name)s. Add --school with one of: %(schools)s.")
            % {"name": name, "schools": schools}
        )
    raise CommandError(_("There is no class «%(name)s» this school year.") % {"name": name})


def _account(name, school_class, is_applied):
    """Who types in; None for a mere trial. It must be somebody who could on the page of the class."""
    if not name and not is_applied:
        return None
    if not name:
        raise CommandError(_("Name the account in whose name the sheets are typed in: --by NAME."))
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None or not classes_judged_by(user).filter(pk=school_class.pk).exists():
        raise CommandError(
            _("«%(name)s» may not type in papers of class %(class)s. Name an account that teaches it.")
            % {"name": name, "class": school_class.name}
        )
    return user


def _upload(path):
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("The file «%(path)s» cannot be opened. Check its name and place.") % {"path": path}
        ) from error
    return Upload(path.name, hashlib.sha256(content).hexdigest(), spreadsheets.read(content, path.name))
