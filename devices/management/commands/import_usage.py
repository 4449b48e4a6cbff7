"""What a carrier or another system counted, tried or taken in: `import_usage FILE --source vnpt`."""

import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from devices.external import reading, taking
from devices.external.spans import span_of
from devices.refusal import Refused
from lms import spreadsheets
from students.roster.command_line import Stopped, content_of


class Command(BaseCommand):
    help = "Reads use by phone number, SIM serial, device serial or IMEI. Without --apply nothing is written."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="vnpt, viettel, mobifone, vietnamobile or mdm")
        parser.add_argument("--span", default="", help="day or month counted, where the rows do not say it")
        parser.add_argument("--apply", action="store_true", help="write what changes")
        parser.add_argument("--json", action="store_true", help="tell it for machines")

    def handle(self, **options):
        span = span_of(options["span"]) if options["span"] else None
        if options["span"] and not span:
            raise CommandError(_("Write a day or a month, such as 24/11/2026 or 11/2026."))
        try:
            book = spreadsheets.read(content_of(options["file"]), options["file"].name)
            found = reading.read(book, options["source"][:20].lower(), span=span)
        except (spreadsheets.Refused, Refused) as refusal:
            raise CommandError(refusal.sentence) from refusal
        except Stopped as stopped:
            raise CommandError(str(stopped)) from stopped
        written = taking.take(found.source, found.lines, by=None) if options["apply"] else 0
        if options["json"]:
            self.stdout.write(json.dumps(self._told(found, written), ensure_ascii=False, indent=1))
            return
        for key, said in reading.SAID.items():
            if found.counts[key]:
                self.stdout.write(f"{found.counts[key]}: {said}")
        for line in found.lines:
            if line.verdict not in ("new", "changed", "unchanged"):
                self.stdout.write(f"{line.sheet} · {line.row}: {line.number} {line.said}")
        if options["apply"]:
            self.stdout.write(_("%(n)d rows are written.") % {"n": written})

    def _told(self, found, written):
        rows = [
            {
                "sheet": line.sheet,
                "row": line.row,
                "number": line.number,
                "starts_on": line.span[0].isoformat() if line.span else None,
                "ends_on": line.span[1].isoformat() if line.span else None,
                "bytes": line.used,
                "screen_s": line.screen,
                "seen_on": line.seen.isoformat() if line.seen else None,
                "verdict": line.verdict,
            }
            for line in found.lines
        ]
        return {"source": found.source, "counts": dict(found.counts), "written": written, "rows": rows}
