"""What an import has to say, as JSON for `import_roster --json`; every field is always there.

Rows are written down as they are done, so that a list of any length fits into memory. Keys and codes
are stable (docs/roster.md).
"""

import json
import tempfile

from .kinds import KINDS


class Report:
    """Takes rows in, and is printed when all of them are done."""

    def __init__(self, kind):
        self.kind = kind
        self._rows, self._issues = _Lines(), _Lines()

    def take(self, rows):
        for row in rows:
            self._rows.add(self.kind.as_json(row))
            for one in row.issues:
                self._issues.add(issue(one))

    def print(self, plan, write):
        sheets = [
            {
                "name": sheet.name,
                "encoding": sheet.encoding,
                "heading_row": sheet.heading_row,
                "rows": sheet.count,
            }
            for sheet in plan.found.sheets
        ]
        write(f'{{"sheets": {_json(sheets)},\n"ignored_sheets": {_json(plan.found.ignored_sheets)},\n')
        write(f'"{self.kind.code}": [\n')
        self._rows.print(write)
        write('],\n"issues": [\n')
        self._issues.print(write, first=map(issue, plan.file_issues))
        write(f'],\n"counts": {_json(plan.counts)}}}\n')


class _Lines:
    """JSON values, one a line, in a temporary file."""

    def __init__(self):
        self.file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def add(self, value):
        self.file.write(_json(value) + "\n")

    def print(self, write, first=()):
        self.file.seek(0)
        before = ""
        for line in map(_json, first):
            write(before + line)
            before = ",\n"
        for line in self.file:
            write(before + line.rstrip("\n"))
            before = ",\n"
        write("\n")


def refusal(one, kind="students"):
    """The same shape for a file (or a school, a year) that was refused as a whole."""
    counts = dict.fromkeys(["rows", "create", "update", "unchanged", "skip", "errors", "warnings"], 0)
    counts |= {"errors": 1} | KINDS[kind].no_counts
    return {"sheets": [], "ignored_sheets": [], kind: [], "issues": [issue(one)], "counts": counts}


def issue(one):
    return {
        "sheet": one.sheet or None,
        "row": one.row,
        "column": one.column or None,
        "level": one.level,
        "code": one.code,
        "message": str(one.message),
    }


def _json(value):
    return json.dumps(value, ensure_ascii=False)
