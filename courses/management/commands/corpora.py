"""`make corpora CORPORA=folder`: real files of other programs read, and what became of their questions."""

import time
from collections import Counter, defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from courses import importing
from courses.importing.said import ERROR, LOSSY

NOT_QUESTIONS = {".json", ".csv", ".md"}
MOST_SHOWN = 12


class Command(BaseCommand):
    help = (
        "Reads every file of a folder and counts, per format, what was found, importable, lossy and refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder")
        parser.add_argument(
            "--all", action="store_true", help="every reason, and not only the most frequent ones"
        )

    def handle(self, **options):
        folder = Path(options["folder"])
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        counts, refusals = defaultdict(Counter), defaultdict(Counter)
        losses, whole, slowest = defaultdict(Counter), [], (0, "")
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if path.suffix.lower() in NOT_QUESTIONS:
                continue
            began = time.perf_counter()
            try:
                result = importing.read(path.read_bytes())
            except importing.Refused as refused:
                whole.append((path.relative_to(folder), str(refused)))
                continue
            finally:
                slowest = max(slowest, (time.perf_counter() - began, str(path.relative_to(folder))))
            counts[result.format] += Counter({"files": 1, **result.counts})
            for found in result.questions:
                refusals[result.format].update({one.sentence for one in found.issues if one.level == ERROR})
                losses[result.format].update({one.code for one in found.issues if one.level == LOSSY})
        most = None if options["all"] else MOST_SHOWN
        self._print(counts, refusals, losses, most)
        self.stdout.write(f"\n{len(whole)} files are of no kind that is read, or cannot be read:")
        for sentence, many in Counter(sentence for _path, sentence in whole).most_common():
            self.stdout.write(f"  {many:4} × {sentence}")
            if options["all"]:
                self.stdout.writelines(f"         {path}" for path, told in whole if told == sentence)
        self.stdout.write(f"\nslowest: {slowest[0]:.2f} s {slowest[1]}")

    def _print(self, counts, refusals, losses, most):
        heads = ("files", "found", "importable", "lossy", "refused")
        self.stdout.write(f"{'format':12}" + "".join(f"{head:>12}" for head in heads))
        for form, told in sorted(counts.items()):
            self.stdout.write(f"{form:12}" + "".join(f"{told[head]:12}" for head in heads))
        for form in sorted(counts):
            self.stdout.write(f"\n{form}, refused because:")
            for sentence, many in refusals[form].most_common(most):
                self.stdout.write(f"  {many:4} × {sentence}")
            told = ", ".join(f"{code} {many}" for code, many in losses[form].most_common())
            self.stdout.write(f"{form}, lost: {told or '–'}")
