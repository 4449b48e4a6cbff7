"""Marks of a class out of a file, tried or taken over: `import_marks FILE --class NAME [--term N] [--apply]`.

Taken over in the name of an account, as on the page of the class: every mark has somebody who gave it.
"""

import hashlib
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.judging import classes_judged_by
from courses.mark_book import plan as plans
from courses.mark_book import rights, sheet_file, writing
from lms import spreadsheets
from lms.spreadsheets.field import Upload
from lms.uploaded_lists import CannotApply
from students.models import SchoolClass, User


class Command(BaseCommand):
    help = (
        "Reads a file of marks, as the mark book hands it out: a sheet a subject. Without --apply nothing is "
        "written. Of the counts, «found» = create + update + unchanged + skip."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="an Excel, OpenDocument or text file")
        parser.add_argument("--class", required=True, dest="school_class", metavar="NAME", help="such as 6A")
        parser.add_argument("--school", metavar="CODE", help="where several schools have a class of the name")
        parser.add_argument("--term", type=int, metavar="N", help="1 or 2; the term of today unless told")
        parser.add_argument("--subject", metavar="CODE", help="where a sheet does not tell its subject")
        parser.add_argument("--by", metavar="NAME", help="the account in whose name; --apply needs it")
        parser.add_argument("--apply", action="store_true", help="take the marks over")
        parser.add_argument("--json", action="store_true", help="print the whole report as JSON")

    def handle(self, **options):
        school_class = _class(options["school_class"], options["school"])
        term, subjects = _term(school_class, options["term"]), rights.subjects_of(school_class)
        subject = _subject(subjects, options["subject"])
        by = _account(options["by"], school_class, options["apply"])
        try:
            upload = _upload(Path(options["file"]))
            reading = sheet_file.read(upload.book, school_class, term, subjects, subject)
            plan = _carried_out(school_class, term, upload, reading, by, options["apply"])
        except (spreadsheets.Refused, writing.Refused, ValueError, CannotApply) as why:
            sentence = getattr(why, "sentence", None) or str(why)
            if not options["json"]:
                raise CommandError(sentence) from why
            self.stdout.write(json.dumps({"refused": sentence}, ensure_ascii=False, indent=1))
            sys.exit(1)
        if options["json"]:
            told = _told(plan, reading.unknown, options["apply"])
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self._say(plan, reading.unknown, options["apply"])

    def _say(self, plan, unknown, is_applied):
        if unknown:
            self.stdout.write(_("Passed over: %(names)s.") % {"names": ", ".join(unknown)})
        for row in plan.rows:
            where = _("%(subject)s, row %(number)d, %(name)s") % {
                "subject": row.subject.name,
                "number": row.number,
                "name": row.name,
            }
            for key, words in [*row.wrong.items(), *row.noted.items()]:
                label = plan.label(row, key)
                self.stdout.write(f"{where}: {label}{': ' if label else ''}{words}")
        words = _(
            "%(found)s rows: %(create)s new, %(update)s change what stands in the book, %(unchanged)s stand "
            "so already, %(skip)s are left out."
        )
        self.stdout.write(words % plan.counts)
        if not is_applied:
            self.stdout.write(_("Nothing was written. Add --apply to take the marks over."))


def _carried_out(school_class, term, upload, reading, by, is_applied):
    """What would become – with --apply: became – of the rows. What changes nothing leaves no trace."""
    with transaction.atomic():
        kept = plans.keep(school_class, term, upload, reading, by)
        plan = plans.Plan(kept, by)
        changes = plan.counts["create"] + plan.counts["update"]
        if is_applied and changes:
            plan = plans.apply(kept, by)
        else:
            transaction.set_rollback(True)
    return plan


def _told(plan, unknown, is_applied):
    rows = [
        {
            "subject": row.subject.code,
            "row": row.number,
            "name": row.name,
            "action": row.action,
            "changes": {plan.label(row, key): value.text for key, value in row.changes.items()},
            "wrong": {plan.label(row, key) or key: words for key, words in row.wrong.items()},
            "noted": {plan.label(row, key) or key: words for key, words in row.noted.items()},
        }
        for row in plan.rows
    ]
    counts = plan.counts
    return {
        "applied": is_applied,
        "counts": counts,
        "passed_over": unknown,
        "rows": rows,
    }


def _class(name, school):
    """The class of this school year with the name."""
    today = timezone.localdate()
    found = SchoolClass.objects.filter(
        name__iexact=name, year__starts_on__lte=today, year__ends_on__gte=today
    ).select_related("school", "year", "homeroom_teacher")
    if school:
        found = found.filter(school__code__iexact=school)
    if len(found) == 1:
        return found[0]
    if found:
        schools = ", ".join(one.school.code for one in found)
        raise CommandError(
            _("Several schools have a class %(name)s. Add --school with one of: %(schools)s.")
            % {"name": name, "schools": schools}
        )
    raise CommandError(_("There is no class «%(name)s» this school year.") % {"name": name})


def _term(school_class, number):
    terms = rights.terms_of(school_class)
    if number is None:
        term = rights.term_now(school_class, terms)
    else:
        term = next((one for one in terms if one.number == number), None)
    if term is None:
        raise CommandError(_("There is no such term. Add --term 1 or --term 2."))
    return term


def _subject(subjects, code):
    if not code:
        return None
    found = subjects.filter(code=code).first()
    if found is None:
        told = ", ".join(one.code for one in subjects)
        words = _("The class has no subject «%(code)s». It has: %(codes)s.")
        raise CommandError(words % {"code": code, "codes": told})
    return found


def _account(name, school_class, is_applied):
    """Who takes over: every mark has somebody who gave it, and nobody is guessed. A trial asks for none."""
    if name:
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None or not classes_judged_by(user).filter(pk=school_class.pk).exists():
            raise CommandError(
                _("«%(name)s» may not write marks of class %(class)s. Name an account that teaches it.")
                % {"name": name, "class": school_class.name}
            )
        return user
    if is_applied:
        words = _(
            "It was not said who takes the marks over, so nothing was written. Add --by NAME: the account of "
            "whoever teaches class %(class)s, or leads its school."
        )
        raise CommandError(words % {"class": school_class.name})
    return None


def _upload(path):
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("The file «%(path)s» cannot be opened. Check its name and place.") % {"path": path}
        ) from error
    return Upload(path.name, hashlib.sha256(content).hexdigest(), spreadsheets.read(content, path.name))
