"""What the demo's pictures are drawn with: a sheet twice as fine as the picture, and shapes.

Drawn big and halved at the end, so that edges are smooth. No words in the pictures: those
stand in the captions, where they can be read aloud, searched and translated.
"""

from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, FINER = 960, 2

PAPER, INK, SOFT_INK = "#fbf6ea", "#2b2a33", "#6b6675"
INDIGO, DEEP_INDIGO = "#2f3a7a", "#1c2350"
GREEN, LEAF, MOSS, PALE_GREEN = "#3f8f4f", "#6cb35f", "#2c6b46", "#cfe6c2"
GOLD, CORN, STRAW = "#e2a32d", "#f4c542", "#efdca6"
RED, PINK, PALE_PINK, VIOLET = "#c8443a", "#d86fa6", "#f6d9e8", "#8a63b8"
SKY, WATER, PALE_WATER = "#cfe7f2", "#4a9cc9", "#a9d5ea"
WOOD, DARK_WOOD, EARTH = "#9b6a3f", "#6d4527", "#c79a68"
WHITE, GREY, PALE_GREY = "#ffffff", "#9aa0ab", "#dfe3e8"


class Sheet:
    """A picture in the making; all measures are those of the finished picture."""

    def __init__(self, height=540, background=PAPER):
        self.height = height
        self.image = Image.new("RGB", (WIDTH * FINER, height * FINER), background)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x, y, width, height, fill, radius=0, line=None, thick=0):
        corners = [self._fine(x, y), self._fine(x + width, y + height)]
        self.pen.rounded_rectangle(corners, radius * FINER, fill, line, round(thick * FINER))

    def disc(self, x, y, radius, fill, line=None, thick=0):
        self.oval(x, y, radius, radius, fill, line, thick)

    def oval(self, x, y, across, down, fill, line=None, thick=0):
        corners = [self._fine(x - across, y - down), self._fine(x + across, y + down)]
        self.pen.ellipse(corners, fill, line, round(thick * FINER))

    def shape(self, points, fill):
        self.pen.polygon([self._fine(*point) for point in points], fill)

    def line(self, points, fill, thick=4):
        fine = [self._fine(*point) for point in points]
        self.pen.line(fine, fill, round(thick * FINER), joint="curve")
        for x, y in (fine[0], fine[-1]):
            half = thick * FINER / 2
            self.pen.ellipse([x - half, y - half, x + half, y + half], fill)

    def curve(self, points, fill, thick=4):
        self.line(smooth(points), fill, thick)

    def turned(self, x, y, across, down, degrees, fill):
        """An oval turned about its middle: petals, leaves, kernels, wings."""
        turn = degrees * pi / 180
        self.shape(
            [
                (
                    x + across * cos(t) * cos(turn) - down * sin(t) * sin(turn),
                    y + across * cos(t) * sin(turn) + down * sin(t) * cos(turn),
                )
                for t in (2 * pi * step / 48 for step in range(48))
            ],
            fill,
        )

    def fade(self, top, bottom, until=None):
        """A sky: one colour at the top running into another."""
        rows = (until or self.height) * FINER
        for row in range(rows):
            self.pen.line([(0, row), (WIDTH * FINER, row)], blend(top, bottom, row / rows))

    def arrow(self, points, fill, thick=8, head=22):
        path = smooth(points)
        (x0, y0), (x1, y1) = path[-6 if len(path) > 6 else 0], path[-1]
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        back_x, back_y = x1 - ux * head, y1 - uy * head
        self.line([*path[: max(1, len(path) - 5)], (back_x, back_y)], fill, thick)
        self.shape(
            [
                (x1 + ux * 4, y1 + uy * 4),
                (back_x - uy * head * 0.6, back_y + ux * head * 0.6),
                (back_x + uy * head * 0.6, back_y - ux * head * 0.6),
            ],
            fill,
        )

    def png(self):
        small = self.image.resize((WIDTH, self.height), Image.Resampling.LANCZOS)
        file = BytesIO()
        small.save(file, "PNG")
        return file.getvalue()

    def _fine(self, x, y):
        return (x * FINER, y * FINER)


def blend(one, other, share):
    """A colour between two, as #rrggbb."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def smooth(points, steps=14):
    """A curve through the points (Catmull-Rom)."""
    if len(points) < 3:
        return list(points)
    ends = [points[0], *points, points[-1]]
    path = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            path.append(
                tuple(
                    0.5
                    * (
                        2 * b[i]
                        + (c[i] - a[i]) * t
                        + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t**2
                        + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
                    )
                    for i in (0, 1)
                )
            )
    return [*path, points[-1]]


def hills(sheet, tops, fill):
    """A ridge through the points, filled down to the foot of the picture."""
    sheet.shape([(0, sheet.height), *smooth(tops), (WIDTH, sheet.height)], fill)


def tree(sheet, x, foot, size=1.0, leaf=MOSS):
    sheet.box(x - 4 * size, foot - 30 * size, 8 * size, 30 * size, DARK_WOOD)
    sheet.disc(x, foot - 52 * size, 28 * size, leaf)
    sheet.disc(x - 17 * size, foot - 38 * size, 20 * size, blend(leaf, INK, 0.12))
    sheet.disc(x + 17 * size, foot - 40 * size, 21 * size, blend(leaf, WHITE, 0.1))


def cloud(sheet, x, y, size=1.0, fill=WHITE):
    for dx, dy, radius in ((-48, 8, 30), (-16, -10, 40), (26, -4, 36), (56, 10, 26)):
        sheet.disc(x + dx * size, y + dy * size, radius * size, fill)
    sheet.box(x - 76 * size, y + 6 * size, 156 * size, 32 * size, fill, radius=16 * size)


def stilt_house(sheet, x, foot, size=1.0, lit=False):
    """A Thái house on stilts; `x` is its middle, `foot` the ground below."""
    s = size
    for dx in (-110, -55, 0, 55, 110):
        sheet.box(x + dx * s - 5 * s, foot - 78 * s, 10 * s, 78 * s, DARK_WOOD)
    sheet.box(x - 130 * s, foot - 90 * s, 260 * s, 14 * s, DARK_WOOD)
    sheet.box(x - 118 * s, foot - 158 * s, 236 * s, 70 * s, WOOD)
    for step in range(1, 12):
        at = x - 118 * s + step * 19.6 * s
        sheet.line([(at, foot - 158 * s), (at, foot - 92 * s)], blend(WOOD, DARK_WOOD, 0.35), 1.2 * s)
    for dx, glow in ((-62, False), (54, lit)):
        sheet.box(x + dx * s - 24 * s, foot - 146 * s, 48 * s, 40 * s, DARK_WOOD, radius=3)
        sheet.box(
            x + dx * s - 19 * s, foot - 141 * s, 38 * s, 30 * s, CORN if glow else blend(DARK_WOOD, INK, 0.5)
        )
        sheet.line([(x + dx * s, foot - 141 * s), (x + dx * s, foot - 111 * s)], DARK_WOOD, 3 * s)
    roof = [(x - 150 * s, foot - 150 * s), (x - 88 * s, foot - 250 * s)]
    roof += [(x + 88 * s, foot - 250 * s), (x + 150 * s, foot - 150 * s)]
    sheet.shape(roof, "#7a6249")
    for row in range(1, 6):
        y = foot - (150 + row * 17) * s
        half = (150 - row * 10.5) * s
        sheet.line([(x - half, y), (x + half, y)], "#64503b", 2 * s)
    for way in (-1, 1):  # khau cút: the crossed horns at both ends of the ridge
        tip = x + way * 88 * s
        sheet.line([(tip - 14 * s, foot - 246 * s), (tip + 14 * s, foot - 282 * s)], DARK_WOOD, 5 * s)
        sheet.line([(tip + 14 * s, foot - 246 * s), (tip - 14 * s, foot - 282 * s)], DARK_WOOD, 5 * s)
    left = x - 166 * s
    sheet.line([(left, foot), (left + 48 * s, foot - 84 * s)], DARK_WOOD, 5 * s)
    sheet.line([(left + 30 * s, foot), (left + 78 * s, foot - 84 * s)], DARK_WOOD, 5 * s)
    for step in range(1, 8):  # seven steps, as custom has it
        y = foot - step * 11 * s
        at = left + step * 6.3 * s
        sheet.line([(at, y), (at + 30 * s, y)], WOOD, 5 * s)


def child(sheet, x, foot, size=1.0, coat=INDIGO, basket=False):
    s = size
    if basket:
        sheet.shape(
            [
                (x - 38 * s, foot - 78 * s),
                (x - 10 * s, foot - 78 * s),
                (x - 12 * s, foot - 38 * s),
                (x - 32 * s, foot - 38 * s),
            ],
            EARTH,
        )
        for row in range(3):
            y = foot - (70 - row * 12) * s
            sheet.line([(x - 36 * s, y), (x - 12 * s, y)], WOOD, 2 * s)
    sheet.line([(x - 7 * s, foot - 30 * s), (x - 9 * s, foot)], INK, 9 * s)
    sheet.line([(x + 7 * s, foot - 30 * s), (x + 11 * s, foot)], INK, 9 * s)
    sheet.shape(
        [
            (x - 14 * s, foot - 82 * s),
            (x + 14 * s, foot - 82 * s),
            (x + 22 * s, foot - 26 * s),
            (x - 22 * s, foot - 26 * s),
        ],
        coat,
    )
    sheet.line([(x - 20 * s, foot - 30 * s), (x + 20 * s, foot - 30 * s)], RED, 5 * s)
    sheet.line([(x + 12 * s, foot - 74 * s), (x + 28 * s, foot - 48 * s)], coat, 9 * s)
    sheet.disc(x, foot - 98 * s, 18 * s, "#e8b98d")
    sheet.pen.pieslice(
        [v * FINER for v in (x - 20 * s, foot - 120 * s, x + 20 * s, foot - 80 * s)], 175, 365, INK
    )
