"""Rows of a sheet, kept in blocks outside memory and fetched again each time they are gone through."""

import json
import os
import tempfile
from datetime import date
from itertools import islice

BLOCK = 500


class Rows:
    """Pairs of (number as Excel shows it, list of cells), in the order of the sheet."""

    def __init__(self, fetch, blocks, count, turn=None):
        """`fetch(n)` gives block `n` as JSON keeps it; `turn` changes the cells of a row on the way."""
        self._fetch, self._blocks, self._count, self._turn = fetch, blocks, count, turn

    def __iter__(self):
        for block in self.blocks():
            for number, kept in block:
                cells = [_cell(cell) for cell in kept]
                yield number, self._turn(cells) if self._turn else cells

    def __len__(self):
        return self._count

    def __getitem__(self, at):
        return next(islice(self, at, None))

    def blocks(self):
        """The blocks as JSON keeps them."""
        return map(self._fetch, range(self._blocks))

    def turned(self, turn):
        return Rows(self._fetch, self._blocks, self._count, turn)


class Spool:
    """A temporary file of blocks; it is gone when nobody holds it any more."""

    def __init__(self, file=None):
        # Unnamed: nothing is left behind when the process is killed.
        self.file = file or tempfile.TemporaryFile(prefix="rows-")  # noqa: SIM115
        self.places = []

    def add(self, rows):
        """Keep rows and give them back as `Rows`, fetched from the file."""
        first, count, block = len(self.places), 0, []
        for number, cells in rows:
            block.append([number, [_kept(cell) for cell in cells]])
            count += 1
            if len(block) == BLOCK:
                self._write(block)
                block = []
        if block:
            self._write(block)
        return self.rows(first, len(self.places), count)

    def rows(self, first, end, count):
        """The `count` rows of the blocks from `first` to before `end`."""
        places = self.places[first:end]
        return Rows(lambda at: self._read(*places[at]), len(places), count)

    def _write(self, block):
        content = json.dumps(block, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self.places.append((self.file.tell(), len(content)))
        self.file.write(content)

    def _read(self, offset, length):
        self.file.flush()
        content = os.pread(self.file.fileno(), length, offset)
        return json.loads(content.decode("utf-8", "surrogatepass"))


def _kept(cell):
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def _cell(kept):
    return date.fromisoformat(kept["d"]) if isinstance(kept, dict) else kept
