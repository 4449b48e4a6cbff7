"""The 45 communes as a board of tiles, each about where it lies, for a drawing that reads like a map.

Positions are ours, by the lie of the land: row and column of a grid, north above, west left.
"""

import textwrap
from dataclasses import dataclass

from students.models import Place

COLUMNS, ROWS = 9, 12
WIDE, HIGH, GAP = 96, 76, 4
# Letters that fit into a line of a tile.
A_LINE = 12
# code of the commune since July 2025: (column, row)
TILES = {
    "03158": (0, 0),
    "03160": (1, 1),
    "03162": (1, 2),
    "03163": (2, 2),
    "03164": (3, 2),
    "03151": (6, 2),
    "03226": (7, 2),
    "03166": (4, 3),
    "03175": (5, 3),
    "03181": (6, 3),
    "03241": (7, 3),
    "03220": (8, 3),
    "03176": (3, 4),
    "03169": (4, 4),
    "03199": (5, 4),
    "03193": (6, 4),
    "03217": (7, 4),
    "03244": (8, 4),
    "03172": (5, 5),
    "03194": (6, 5),
    "03268": (7, 5),
    "03260": (8, 5),
    "03202": (5, 6),
    "03256": (6, 6),
    "03253": (7, 6),
    "03295": (8, 6),
    "03328": (4, 7),
    "03316": (5, 7),
    "03313": (6, 7),
    "03301": (7, 7),
    "03283": (8, 7),
    "03334": (4, 8),
    "03127": (5, 8),
    "03325": (6, 8),
    "03208": (7, 8),
    "03349": (4, 9),
    "03352": (5, 9),
    "03370": (6, 9),
    "03203": (7, 9),
    "03356": (4, 10),
    "03358": (5, 10),
    "03214": (7, 10),
    "03368": (5, 11),
    "03382": (6, 11),
    "03385": (7, 11),
}
STEPS = 5


@dataclass
class Tile:
    name: str
    value: object
    link: str
    # 0 (least) to STEPS - 1 (most), or "" where there is no number.
    step: object
    x: int
    y: int
    is_share: bool = False

    @property
    def short(self):
        """The name without the word for its kind, which is the same nearly everywhere."""
        return self.name.removeprefix("Xã ").replace("Phường ", "P. ")

    @property
    def lines(self):
        """The short name in one line or two."""
        return textwrap.wrap(self.short, A_LINE, max_lines=2, placeholder=" …")

    @property
    def letters(self):
        """For a narrow screen, where no name has room: «Mường Nhà» is «MN»."""
        return "".join(word[0] for word in self.short.removeprefix("P. ").split())


def board(rows, link):
    """A Tile for each of today's communes, with the first number of its row; bare where there is no row.

    `link(row)`: the address behind a tile.
    """
    told = {row.code: row for row in rows if row.code in TILES}
    steps = _steps([row.cells[0].value for row in told.values()])
    names = dict(Place.objects.current().communes().values_list("code", "name"))
    return [
        _tile(code, told.get(code), names, steps, link)
        for code in sorted(TILES, key=lambda code: TILES[code][::-1])
    ]


def _tile(code, row, names, steps, link):
    column, line = TILES[code]
    place = {"x": column * WIDE, "y": line * HIGH}
    if row is None:
        return Tile(names.get(code, ""), None, "", "", **place)
    value = row.cells[0].value
    cell = row.cells[0]
    return Tile(str(row.name), value, link(row), steps.get(value, ""), **place, is_share=cell.is_share)


def _steps(values):
    """{value: step}: equal parts of the way from nothing to the greatest; nothing is step 0."""
    known = [value for value in values if value is not None]
    most = max(known, default=0)
    return {value: min(STEPS - 1, -(-STEPS * value // most) - 1) if value else 0 for value in known if most}
