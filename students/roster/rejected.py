"""The rows that were not taken, in the layout of the file, each with the reason beside it."""

from collections import defaultdict

from django.utils.translation import gettext as _


class Rejected:
    """Takes rows in, keeps those left out; `why` tells which, when they were told already."""

    def __init__(self, why=None):
        self.why = why
        self._sheets = defaultdict(list)

    def take(self, rows):
        for row in rows:
            if self.why is not None and row.key in self.why:
                self._add(row, self.why[row.key])
            elif self.why is None and row.action == "skip":
                self._add(row, row.reason)

    def sheets(self):
        """(name, rows) of each sheet, the heading first."""
        return list(self._sheets.items()) or [(_("No rows"), [[_("Reason")]])]

    def _add(self, row, reason):
        sheet = self._sheets[row.sheet]
        # A file we handed out that comes back has our own column already: the new reason replaces the old.
        ours = {column for column, title in row.titles.items() if title == _("Reason")}
        width = max([len(row.cells), *(column + 1 for column in row.titles)])
        columns = [column for column in range(width) if column not in ours]
        if not sheet:
            sheet.append([row.titles.get(column, "") for column in columns] + [_("Reason")])
        cells = [row.cells[column] if column < len(row.cells) else "" for column in columns]
        width = len(sheet[0]) - 1
        sheet.append((cells + [""] * width)[:width] + [reason])
