"""The communes as tiles, laid out roughly as they lie (home/data/commune_tiles.csv): no map is claimed.

Hexagons in rows, every other row half a tile to the right, in the units of the drawing."""

import csv
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "data" / "commune_tiles.csv"
SIDE = 50
WIDTH = round(SIDE * sqrt(3), 1)
DOWN = SIDE * 1.5
EDGE = 4


@dataclass(frozen=True)
class Tile:
    code: str
    name: str
    x: float
    y: float

    @property
    def points(self):
        """Corners of the hexagon, a little smaller than its place."""
        side = SIDE - 3
        half = side * sqrt(3) / 2
        corners = [(0, -side), (half, -side / 2), (half, side / 2)]
        corners += [(-x, -y) for x, y in corners]
        return " ".join(f"{self.x + x:.0f},{self.y + y:.0f}" for x, y in corners)

    @property
    def sign(self):
        """First letters, for where the name has no room.

        >>> Tile("", "Si Pa Phìn", 0, 0).sign
        'SPP'
        """
        return "".join(word[0] for word in self.name.split())

    @property
    def sign_y(self):
        return round(self.y + 9)

    @property
    def lines(self):
        """[(word or words, how far below the middle)]: at most three short lines."""
        words = self.name.split()
        top = -(len(words) - 1) * 8
        return [(word, round(self.y + top + 16 * place + 2)) for place, word in enumerate(words)]


@cache
def tiles():
    """{code of the commune: its tile}"""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: _tile(row) for row in csv.DictReader(rows)}


@cache
def size():
    """(width, height) of the whole board."""
    placed = tiles().values()
    return (
        round(max(tile.x for tile in placed) + WIDTH / 2 + EDGE),
        round(max(tile.y for tile in placed) + SIDE + EDGE),
    )


def _tile(row):
    down, across = int(row["row"]), int(row["column"])
    x = EDGE + WIDTH * (across + 0.5 + (0.5 if down % 2 else 0))
    return Tile(row["code"], row["name"], round(x, 1), EDGE + SIDE + DOWN * down)
