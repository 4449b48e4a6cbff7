"""Pictures of the village: roads, houses, fields, water."""

from math import cos, pi, sin
from random import Random

from home.demo.drawing import (
    CORN,
    DARK_WOOD,
    GOLD,
    GREEN,
    INDIGO,
    INK,
    LEAF,
    MOSS,
    PALE_WATER,
    RED,
    SKY,
    SOFT_INK,
    STRAW,
    VIOLET,
    WATER,
    WHITE,
    WOOD,
    Sheet,
    blend,
    child,
    cloud,
    hills,
    smooth,
    stilt_house,
    tree,
)


def market_road():
    sheet = Sheet(560)
    sheet.fade("#f6d9b8", "#f4efe0", until=340)
    sheet.disc(720, 120, 52, "#f7b955")
    hills(sheet, [(0, 230), (150, 160), (330, 240), (520, 150), (720, 230), (960, 170)], "#b9c7bf")
    cloud(sheet, 180, 235, 1.2, "#f1ede3")
    cloud(sheet, 610, 245, 1.0, "#f1ede3")
    hills(sheet, [(0, 330), (220, 260), (430, 330), (640, 262), (960, 320)], "#8fb08a")
    for x, colour in ((640, RED), (700, INDIGO), (758, GOLD), (815, VIOLET)):
        _stall(sheet, x, 304 - (x - 640) * 0.02, colour)
    hills(sheet, [(0, 420), (240, 350), (520, 380), (760, 330), (960, 372)], LEAF)
    road = smooth([(120, 560), (320, 476), (560, 452), (440, 404), (640, 362), (700, 336)])
    for place, (x, y) in enumerate(road):
        width = 62 * (1 - place / len(road)) + 8
        sheet.oval(x, y, width, width * 0.36, "#e3c79b")
    tree(sheet, 70, 470, 1.5)
    tree(sheet, 880, 470, 1.7, GREEN)
    tree(sheet, 800, 400, 0.9)
    child(sheet, 330, 506, 1.15, INDIGO, basket=True)
    return sheet


def _stall(sheet, x, foot, colour):
    sheet.line([(x - 18, foot), (x - 18, foot - 26)], DARK_WOOD, 3)
    sheet.line([(x + 18, foot), (x + 18, foot - 26)], DARK_WOOD, 3)
    sheet.shape([(x - 28, foot - 24), (x, foot - 44), (x + 28, foot - 24)], colour)
    sheet.box(x - 20, foot - 10, 40, 8, WOOD)


def story_path():
    sheet = Sheet(520)
    sheet.fade(SKY, "#f3f7f0", until=320)
    hills(sheet, [(0, 300), (240, 220), (520, 250), (760, 150), (960, 190)], "#a9c9a4")
    hills(sheet, [(0, 430), (300, 380), (560, 300), (780, 232), (960, 240)], LEAF)
    stilt_house(sheet, 800, 262, 0.72, lit=True)
    stones = ((110, 478, RED), (268, 440, GOLD), (418, 396, GREEN), (536, 344, WATER), (634, 292, VIOLET))
    for place, (x, y, colour) in enumerate(stones):
        size = 1 - place * 0.1
        sheet.oval(x, y + 9 * size, 66 * size, 28 * size, blend(colour, INK, 0.35))
        sheet.oval(x, y, 66 * size, 26 * size, colour)
        for dot in range(place + 1):
            sheet.disc(x - place * 9 * size + dot * 18 * size, y, 6 * size, WHITE)
    tree(sheet, 60, 380, 1.2)
    tree(sheet, 360, 340, 1.0, MOSS)
    return sheet


def water_cycle():
    sheet = Sheet(600)
    sheet.fade("#bfe0f0", "#f3f8f4", until=420)
    sheet.disc(120, 100, 56, GOLD)
    for ray in range(12):
        turn = ray * pi / 6
        ends = [(120 + reach * cos(turn), 100 + reach * sin(turn)) for reach in (68, 88)]
        sheet.line(ends, GOLD, 6)
    hills(sheet, [(0, 430), (260, 420), (480, 330), (660, 180), (800, 240), (960, 170)], "#7fa588")
    hills(sheet, [(0, 470), (300, 455), (560, 410), (760, 300), (960, 320)], GREEN)
    for step in range(5):
        y = 360 + step * 34
        sheet.shape(
            smooth([(960, y), (820 - step * 34, y - 4), (700 - step * 46, y + 24), (960, y + 22)]),
            (blend(LEAF, STRAW, 0.25), blend(PALE_WATER, LEAF, 0.25))[step % 2],
        )
    sheet.shape(
        smooth([(0, 520), (240, 500), (480, 520), (760, 548), (960, 540)]) + [(960, 600), (0, 600)], WATER
    )
    stream = [(690, 330), (640, 400), (560, 440), (500, 490), (430, 522)]
    sheet.curve(stream, PALE_WATER, 20)
    for x in (240, 330, 420):
        sheet.curve([(x, 490), (x + 14, 450), (x - 12, 405), (x + 6, 360)], WHITE, 5)
        sheet.arrow([(x, 360), (x + 4, 318)], WHITE, 5, 18)
    cloud(sheet, 440, 150, 1.1)
    sheet.arrow([(530, 110), (600, 92), (660, 100)], WHITE, 8, 24)
    cloud(sheet, 790, 106, 1.35, "#8d9db0")
    for drop in range(18):
        x, y = 700 + (drop % 6) * 34, 176 + (drop // 6) * 42 + (drop % 2) * 14
        sheet.line([(x, y), (x - 8, y + 20)], "#3d7fb0", 4)
    sheet.arrow([(170, 566), (90, 560), (30, 548)], PALE_WATER, 7, 22)
    return sheet


def stilt_house_night():
    sheet = Sheet(520)
    sheet.fade("#141a3c", "#41528c", until=400)
    stars = Random(7)
    for place in range(60):
        sheet.disc(stars.uniform(0, 960), stars.uniform(0, 240), 1.4 + place % 3, "#f8efcf")
    sheet.disc(150, 100, 44, "#f6e7b0")
    sheet.disc(172, 88, 40, blend("#141a3c", "#41528c", 0.22))
    hills(sheet, [(0, 300), (240, 200), (460, 300), (700, 210), (960, 290)], "#27335f")
    hills(sheet, [(0, 420), (300, 360), (620, 390), (960, 340)], "#1d3a3c")
    stilt_house(sheet, 520, 436, 1.25, lit=True)
    hills(sheet, [(0, 470), (260, 440), (600, 436), (960, 462)], "#16302d")
    tree(sheet, 150, 462, 1.9, "#1f4a3c")
    tree(sheet, 850, 470, 1.7, "#1f4a3c")
    return sheet


def takeaway():
    sheet = Sheet(500)
    sheet.fade(SKY, "#f5f3e8", until=360)
    hills(sheet, [(0, 360), (300, 330), (560, 300), (760, 180), (960, 240)], "#a9c9a4")
    hills(sheet, [(0, 430), (340, 410), (600, 360), (800, 300), (960, 320)], LEAF)
    sheet.box(60, 250, 300, 150, "#f2dfb4")
    sheet.shape([(44, 252), (210, 180), (376, 252)], RED)
    for window in range(4):
        sheet.box(84 + window * 68, 290, 46, 50, PALE_WATER, radius=4, line=WOOD, thick=4)
    sheet.line([(210, 182), (210, 110)], SOFT_INK, 5)
    for ring in (1, 2, 3):
        reach = ring * 20
        for way in (-1, 1):
            arc = [(210 + way * reach * 0.8, 110 - reach * 0.7), (210 + way * reach * 1.1, 110)]
            sheet.curve([*arc, (210 + way * reach * 0.8, 110 + reach * 0.7)], GREEN, 6)
    sheet.box(424, 292, 112, 82, INK, radius=12)
    sheet.box(432, 300, 96, 66, WHITE, radius=5)
    sheet.arrow([(480, 306), (480, 356)], GREEN, 10, 26)
    sheet.arrow([(372, 240), (430, 226), (474, 282)], GREEN, 7, 22)
    sheet.arrow([(548, 330), (610, 330), (660, 300)], SOFT_INK, 7, 22)
    stilt_house(sheet, 806, 300, 0.62, lit=True)
    child(sheet, 690, 388, 0.9, INDIGO)
    sheet.box(700, 330, 40, 28, INK, radius=5)
    sheet.box(704, 334, 32, 20, "#fdf6d8", radius=2)
    for ring in (1, 2):
        reach = ring * 16
        sheet.curve(
            [(872 - reach, 92 - reach * 0.4), (872, 80 - reach), (872 + reach, 92 - reach * 0.4)], SOFT_INK, 5
        )
    sheet.disc(872, 96, 6, SOFT_INK)
    sheet.line([(838, 112), (906, 46)], RED, 7)
    return sheet


def landscape(sheet, x, y, width, height):
    """A small view inside a frame: what stands on the tablet's screen."""
    sheet.box(x, y, width, height, "#dcecf4", radius=8)
    sheet.disc(x + width * 0.8, y + height * 0.25, 24, GOLD)
    foot = y + height
    for share, colour in ((0.5, "#a9c9a4"), (0.3, LEAF), (0.15, GREEN)):
        crest = [(0, share * 0.9), (0.3, share * 1.3), (0.6, share * 0.8), (1, share * 1.2)]
        ridge = smooth([(x + a * width, foot - b * height) for a, b in crest])
        sheet.shape([(x, foot), *ridge, (x + width, foot)], colour)
    for column, colour in enumerate((RED, CORN, WATER)):
        sheet.box(x + 26 + column * 70, y + 26, 52, 46, colour, radius=10)


PICTURES = {
    "market_road": market_road,
    "stilt_house_night": stilt_house_night,
    "story_path": story_path,
    "takeaway": takeaway,
    "water_cycle": water_cycle,
}
__all__ = ["PICTURES", "landscape"]
