"""`manage.py forget`: what has had its time – shown, or with --now let go, as the worker does every night."""

from django.core.management import BaseCommand
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms import retention


class Command(BaseCommand):
    help = "Shows what has been kept long enough; with --now it goes (the worker does so every night)."

    def add_arguments(self, parser):
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--now", action="store_true", help="Let it go, as the next night would.")
        chosen.add_argument("--dry-run", action="store_true", help="Only show it (as without any option).")

    def handle(self, *args, now, **options):
        today = timezone.localdate()
        if now:
            self._print([*_head(), _("Gone")], _gone(today))
        else:
            self._print([*_head(), pgettext("retention", "Goes if from before"), _("To go")], _to_go(today))
            self.stdout.write(
                _("Nothing was changed. The worker lets it go at night; «--now» does it at once.")
            )

    def _print(self, heading, lines):
        rows = [heading, *lines]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def _head():
    return pgettext("retention", "What"), pgettext("retention", "Kept for")


def _gone(today):
    for kind, count in retention.forget(today):
        yield _named(kind, _("failed, see the log") if count is None else number_format(count))


def _to_go(today):
    for kind, before, count in retention.table(today):
        yield _named(kind, f"{before:%d/%m/%Y}" if before else "–", number_format(count) if before else "–")


def _named(kind, *more):
    return [capfirst(str(kind.what)), capfirst(str(kind.period)), *more]
