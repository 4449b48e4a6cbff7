"""Pictures of what grows and what is woven here: corn, the ban flower, cloth."""

from math import cos, pi, sin

from home.demo.drawing import (
    CORN,
    DARK_WOOD,
    DEEP_INDIGO,
    EARTH,
    GOLD,
    GREEN,
    LEAF,
    MOSS,
    PALE_PINK,
    PINK,
    RED,
    SOFT_INK,
    STRAW,
    VIOLET,
    WHITE,
    Sheet,
    blend,
)


def corn_bunches():
    sheet = Sheet(560, "#f4ead6")
    for row in range(2):
        pole = 44 + row * 270
        sheet.line([(50, pole), (910, pole)], DARK_WOOD, 13)
        for x in (255, 705):
            sheet.line([(x, pole), (x, pole + 34)], SOFT_INK, 5)
            for ear in range(7):
                _ear(sheet, x, pole + 36, (ear - 3) * 26)
            sheet.disc(x, pole + 38, 17, blend(STRAW, EARTH, 0.5))
    return sheet


def _ear(sheet, x, y, degrees):
    """An ear of corn that hangs from (x, y), `degrees` off the plumb line."""
    turn = degrees * pi / 180
    across = (cos(turn), sin(turn))
    down = (-sin(turn) * 0.9, cos(turn))
    reach = 118
    middle = (x + down[0] * reach, y + down[1] * reach * 0.95)
    sheet.turned(*middle, 56, 19, degrees + 90, blend(GOLD, DARK_WOOD, 0.35))
    sheet.turned(*middle, 54, 17, degrees + 90, CORN)
    for row in range(-4, 5):
        for column in (-1, 0, 1):
            at_x = middle[0] + down[0] * row * 11 + across[0] * column * 9
            at_y = middle[1] + down[1] * row * 11 + across[1] * column * 9
            sheet.disc(at_x, at_y, 3.6, GOLD)
    husk = (x + down[0] * 42, y + down[1] * 42)
    sheet.turned(*husk, 34, 9, degrees + 90, blend(STRAW, LEAF, 0.2))


def ban_flower():
    sheet = Sheet(560)
    sheet.fade("#e8f1f6", "#f7f3ea")
    sheet.curve([(0, 470), (240, 400), (470, 330), (700, 210), (960, 150)], DARK_WOOD, 16)
    sheet.curve([(470, 330), (560, 390), (690, 430)], DARK_WOOD, 10)
    sheet.curve([(240, 400), (250, 320), (230, 240)], DARK_WOOD, 10)
    for x, y, size, turn in (
        (830, 260, 1.1, 20),
        (120, 330, 0.95, -30),
        (640, 500, 1.0, 8),
        (420, 480, 0.8, 30),
    ):
        _ban_leaf(sheet, x, y, size, turn)
    for x, y, size, turn in (
        (250, 190, 1.0, 10),
        (480, 290, 1.3, -8),
        (740, 160, 0.95, 24),
        (740, 420, 0.85, 40),
    ):
        _ban_bloom(sheet, x, y, size, turn)
    return sheet


def _ban_leaf(sheet, x, y, size, turn):
    """Two lobes like the print of an ox."""
    sheet.turned(x - 24 * size, y, 40 * size, 52 * size, turn - 12, MOSS)
    sheet.turned(x + 24 * size, y, 40 * size, 52 * size, turn + 12, GREEN)
    sheet.line([(x, y - 36 * size), (x, y + 54 * size)], blend(LEAF, WHITE, 0.3), 3)


def _ban_bloom(sheet, x, y, size, turn):
    for petal in range(5):
        angle = turn - 90 + petal * 72
        at = angle * pi / 180
        px, py = x + cos(at) * 62 * size, y + sin(at) * 62 * size
        edge = PINK if petal == 0 else blend(PALE_PINK, VIOLET, 0.16)
        sheet.turned(px, py, 64 * size, 35 * size, angle, edge)
        sheet.turned(
            px, py, 60 * size, 31 * size, angle, blend(PINK, WHITE, 0.35) if petal == 0 else "#fdf3f8"
        )
        for vein in (-12, 0, 12):
            tip = (angle + vein) * pi / 180
            ends = [(x + cos(tip) * reach * size, y + sin(tip) * reach * size) for reach in (22, 88)]
            sheet.line(ends, RED if petal == 0 else blend(PALE_PINK, PINK, 0.5), 2)
    for stamen in range(5):
        at = (turn + 70 + stamen * 12) * pi / 180
        tip = (x + cos(at) * 58 * size, y + sin(at) * 58 * size)
        sheet.curve(
            [(x, y), (x + cos(at + 0.3) * 30 * size, y + sin(at + 0.3) * 30 * size), tip], "#e9a9c8", 3
        )
        sheet.disc(*tip, 5 * size, GOLD)
    sheet.disc(x, y, 9 * size, LEAF)


def weaving():
    sheet = Sheet(500, DEEP_INDIGO)
    for y, colour in ((24, RED), (40, CORN), (52, GREEN), (436, GREEN), (448, CORN), (464, RED)):
        sheet.box(0, y, 960, 8, colour)
    for row, base in ((0, 116), (1, 384)):
        for place in range(21):
            x = place * 48 + row * 24 - 24
            _steps(sheet, x, base, 5, (RED, GOLD)[place % 2], 5)
    for place in range(5):
        x = 96 + place * 192
        for ring, colour in (
            (12, RED),
            (10, DEEP_INDIGO),
            (9, CORN),
            (7, DEEP_INDIGO),
            (6, WHITE),
            (4, PINK),
            (2, CORN),
        ):
            _steps(sheet, x, 250, ring, colour, 8)
        for way_x in (-1, 1):
            for way_y in (-1, 1):
                _hook(sheet, x + 96 * way_x, 250 + 62 * way_y, way_x, way_y)
    return sheet


def _steps(sheet, x, y, half, colour, cell):
    """A diamond of square cells, as threads make it."""
    for row in range(-half, half + 1):
        reach = half - abs(row)
        sheet.box(x - (reach + 0.5) * cell, y + (row - 0.5) * cell, (2 * reach + 1) * cell, cell, colour)


def _hook(sheet, x, y, way_x, way_y):
    cell = 8
    for column, row in ((0, 0), (0, 1), (0, 2), (-1, 2), (-2, 2), (-2, 1), (-2, 0), (-3, 0), (-4, 0)):
        sheet.box(x + column * cell * way_x - 4, y + row * cell * way_y - 4, cell, cell, GREEN)


PICTURES = {"ban_flower": ban_flower, "corn_bunches": corn_bunches, "weaving": weaving}
__all__ = ["PICTURES"]
