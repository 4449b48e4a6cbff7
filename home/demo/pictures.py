"""The demo's pictures, each a function that fills a sheet. `png("terraces")` gives the file."""

from math import cos, pi, sin

from home.demo import customs, heritage, village, weather
from home.demo.drawing import (
    CORN,
    DARK_WOOD,
    EARTH,
    GOLD,
    GREEN,
    GREY,
    INDIGO,
    INK,
    LEAF,
    PALE_GREEN,
    PALE_WATER,
    RED,
    SOFT_INK,
    STRAW,
    VIOLET,
    WATER,
    WHITE,
    Sheet,
    blend,
)


def png(name):
    """The PNG of the picture called `name`."""
    return PICTURES[name]().png()


def fraction_bars():
    sheet = Sheet(420)
    for row, (parts, filled, colour) in enumerate(((2, 1, INDIGO), (4, 2, GREEN), (8, 4, GOLD))):
        y = 48 + row * 118
        width = 800 / parts
        for part in range(parts):
            fill = colour if part < filled else WHITE
            sheet.box(80 + part * width, y, width, 84, fill, line=INK, thick=4)
    for y in range(24, 396, 20):
        sheet.line([(480, y), (480, y + 9)], RED, 3)
    return sheet


def terraces():
    sheet = Sheet(480, "#eaf3e3")
    for left, steps, planted in ((70, 4, 3), (510, 8, 6)):
        bottom, top, tall = 420, 70, 350 / steps
        for step in range(steps):
            y = bottom - (step + 1) * tall
            green = step < planted
            fill = blend(LEAF, GREEN, 0.15 + 0.5 * (step % 2)) if green else (STRAW, "#e4cb8e")[step % 2]
            sheet.box(left, y, 380, tall, fill)
            sheet.box(left, y + tall - 7, 380, 7, blend(EARTH, DARK_WOOD, 0.4))
            if green:
                _rice(sheet, left, y, tall)
        sheet.box(left, top, 380, 350, None, line=DARK_WOOD, thick=5)
    return sheet


def _rice(sheet, left, top, tall):
    foot = top + tall - 10
    for plant in range(13):
        x = left + 20 + plant * 28.5
        for lean in (-7, 0, 7):
            sheet.line([(x, foot), (x + lean, foot - min(26, tall * 0.6))], "#2f7a3f", 2.4)


def water_states():
    sheet = Sheet(400)
    for column in range(3):
        left = 60 + column * 300
        sheet.box(left, 60, 240, 280, WHITE, radius=16, line=SOFT_INK, thick=5)
    for row in range(4):
        for column in range(4):
            sheet.disc(60 + 63 + column * 38, 318 - row * 38, 18, WATER, line="#2f6f97", thick=2)
    fluid = [(390, 318), (430, 312), (468, 320), (507, 314), (546, 319), (572, 300)]
    fluid += [(388, 280), (418, 274), (456, 284), (495, 276), (533, 282), (567, 264)]
    fluid += [(400, 243), (440, 238), (478, 247), (516, 240), (553, 246)]
    for x, y in fluid:
        sheet.disc(x, y, 18, WATER, line="#2f6f97", thick=2)
    gas = [(700, 110), (780, 112), (846, 132), (690, 190), (768, 172), (846, 226), (706, 292), (790, 260)]
    for x, y in [*gas, (840, 310)]:
        sheet.disc(x, y, 18, PALE_WATER, line="#2f6f97", thick=2)
        sheet.arrow([(x + 14, y - 14), (x + 34, y - 32)], SOFT_INK, 3, 10)
    return sheet


def dot_grid():
    sheet = Sheet(560)
    sheet.box(126, 34, 492, 494, blend(INDIGO, WHITE, 0.82), radius=18)
    sheet.box(640, 34, 204, 494, blend(GOLD, WHITE, 0.7), radius=18)
    for row in range(6):
        for column in range(7):
            x = 175 + column * 98.5 + (21 if column >= 5 else 0)
            sheet.disc(x, 78 + row * 81, 29, INDIGO if column < 5 else GOLD)
    return sheet


def data_carriers():
    sheet = Sheet(380)
    for column, wash in enumerate(("#f3e1d4", "#e3ebf7", "#fbeec8", "#e2f0e2")):
        sheet.box(24 + column * 232, 40, 216, 300, wash, radius=24)
    _drum(sheet, 132, 190)
    sheet.box(284, 110, 160, 176, INDIGO, radius=8)
    sheet.box(296, 118, 144, 160, WHITE, radius=4)
    for row in range(6):
        sheet.line([(314, 144 + row * 21), (424 - (row % 3) * 22, 144 + row * 21)], SOFT_INK, 4)
    sheet.shape([(596, 96), (686, 252), (506, 252)], RED)
    sheet.shape([(596, 124), (662, 240), (530, 240)], "#fff6d8")
    sheet.shape([(550, 232), (642, 232), (642, 186)], INK)
    sheet.box(592, 252, 9, 60, GREY)
    _tablet(sheet, 742, 108, 172, 180)
    for row, (dx, dy) in enumerate(((18, 22), (90, 22), (18, 84), (90, 84))):
        colour = (GREEN, GOLD, VIOLET, WATER)[row]
        sheet.box(752 + dx, 116 + dy, 54, 50, colour, radius=10)
    return sheet


def _drum(sheet, x, y):
    sheet.shape(
        [(x - 70, y - 50), (x + 70, y - 50), (x + 84, y + 20), (x + 62, y + 84), (x - 62, y + 84)], RED
    )
    sheet.shape([(x - 70, y - 50), (x - 84, y + 20), (x - 62, y + 84), (x, y + 20)], RED)
    sheet.oval(x, y + 84, 62, 16, RED)
    sheet.oval(x, y - 50, 72, 22, "#f6ead0", line=DARK_WOOD, thick=5)
    for step in range(-3, 4):
        sheet.disc(x + step * 21, y - 16 - 1.4 * abs(step) ** 2 + 6, 4, CORN)
    sheet.line([(x + 16, y - 64), (x + 66, y - 104)], DARK_WOOD, 7)
    sheet.disc(x + 14, y - 62, 10, WHITE)


def _tablet(sheet, x, y, width, height):
    sheet.box(x, y, width, height, INK, radius=16)
    sheet.box(x + 10, y + 10, width - 20, height - 20, WHITE, radius=6)


def info_steps():
    sheet = Sheet(300)
    for column, wash in enumerate(("#e3ebf7", "#fbeec8", "#e2f0e2", "#f6e0ea")):
        x = 120 + column * 240
        sheet.disc(x, 150, 86, wash)
        if column < 3:
            sheet.arrow([(x + 94, 150), (x + 142, 150)], SOFT_INK, 9, 24)
    eye = [(66, 150), (92, 122), (120, 112), (148, 122), (174, 150)]
    sheet.shape([*eye, (148, 178), (120, 188), (92, 178)], WHITE)
    sheet.curve(eye, INK, 5)
    sheet.curve([(66, 150), (92, 178), (120, 188), (148, 178), (174, 150)], INK, 5)
    sheet.disc(120, 150, 25, INDIGO)
    sheet.disc(120, 150, 11, INK)
    sheet.disc(128, 142, 6, WHITE)
    for tooth in range(8):
        turn = tooth * pi / 4
        sheet.turned(360 + 46 * cos(turn), 150 + 46 * sin(turn), 16, 11, tooth * 45, GOLD)
    sheet.disc(360, 150, 42, GOLD)
    sheet.disc(360, 150, 18, "#fbeec8")
    sheet.box(556, 104, 88, 96, GREEN, radius=8)
    sheet.box(566, 110, 72, 84, WHITE, radius=3)
    for row in range(4):
        sheet.line([(578, 126 + row * 17), (626 - row % 2 * 14, 126 + row * 17)], SOFT_INK, 4)
    sheet.box(792, 130, 26, 40, RED, radius=4)
    sheet.shape([(816, 132), (856, 102), (856, 198), (816, 168)], RED)
    for ring in (1, 2):
        reach = 14 + ring * 16
        sheet.curve(
            [(856 + reach, 150 - reach), (862 + reach * 1.35, 150), (856 + reach, 150 + reach)], RED, 5
        )
    return sheet


def tablet_parts():
    sheet = Sheet(460, "#eef2ee")
    sheet.box(215, 50, 530, 350, INK, radius=34)
    sheet.box(259, 76, 442, 298, PALE_GREEN, radius=8)
    village.landscape(sheet, 259, 76, 442, 298)
    sheet.disc(237, 225, 8, GREY)
    sheet.disc(237, 225, 4, WHITE)
    sheet.box(660, 42, 46, 10, GREY, radius=4)
    sheet.box(540, 42, 90, 10, GREY, radius=4)
    sheet.box(736, 205, 14, 40, GREY, radius=5)
    sheet.line([(756, 225), (880, 225)], SOFT_INK, 6)
    marks = ((170, 225, RED, 222, 225), (480, 430, GREEN, 480, 372), (722, 20, GOLD, 690, 40))
    for x, y, colour, to_x, to_y in (*marks, (548, 20, VIOLET, 580, 40), (800, 292, WATER, 756, 244)):
        sheet.line([(x, y), (to_x, to_y)], colour, 4)
        sheet.disc(x, y, 17, colour, line=WHITE, thick=4)
    return sheet


def duck_pond():
    sheet = Sheet(460, PALE_GREEN)
    sheet.oval(480, 240, 440, 196, blend(WATER, WHITE, 0.3), line="#5f9e6a", thick=12)
    for flock, (left, colour) in enumerate(((110, CORN), (520, WHITE))):
        for duck in range(7):
            x = left + 60 + (duck % 4) * 82 + (duck // 4) * 36
            y = 200 + (duck // 4) * 92 + (flock * 10)
            _duck(sheet, x, y, colour)
    return sheet


def _duck(sheet, x, y, colour):
    sheet.oval(x, y + 17, 36, 6, WATER)
    sheet.oval(x, y, 30, 17, colour, line=SOFT_INK, thick=2)
    sheet.turned(x - 27, y - 7, 13, 7, 30, colour)
    sheet.turned(x - 3, y, 17, 8, -8, blend(colour, GREY, 0.35))
    sheet.disc(x + 25, y - 20, 13, colour, line=SOFT_INK, thick=2)
    sheet.turned(x + 41, y - 17, 8, 4, 4, GOLD)
    sheet.disc(x + 28, y - 23, 2.6, INK)


PICTURES = {
    "data_carriers": data_carriers,
    "dot_grid": dot_grid,
    "duck_pond": duck_pond,
    "fraction_bars": fraction_bars,
    "info_steps": info_steps,
    "tablet_parts": tablet_parts,
    "terraces": terraces,
    "water_states": water_states,
    **customs.PICTURES,
    **heritage.PICTURES,
    **village.PICTURES,
    **weather.PICTURES,
}
