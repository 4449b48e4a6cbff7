"""Pictures about the weather: how a class measures rain."""

from home.demo.drawing import (
    DARK_WOOD,
    EARTH,
    GREY,
    INK,
    MOSS,
    PALE_GREEN,
    PALE_WATER,
    SOFT_INK,
    WATER,
    WHITE,
    Sheet,
    blend,
    cloud,
    hills,
)


def rain_gauge():
    sheet = Sheet(640)
    sheet.fade("#c3d6e2", "#eef3ee", 430)
    hills(
        sheet,
        [(0, 380), (160, 300), (340, 370), (560, 290), (760, 360), (960, 300)],
        blend(MOSS, WHITE, 0.45),
    )
    sheet.box(0, 430, 960, 210, PALE_GREEN)
    for x, y, size in ((170, 90, 1.2), (760, 70, 1.4), (480, 60, 1.0)):
        cloud(sheet, x, y, size, "#dfe6ee")
    for drop in range(26):
        x, y = 60 + (drop * 173) % 860, 130 + (drop * 97) % 250
        sheet.line([(x, y), (x - 6, y + 20)], PALE_WATER, 3)
    glass = blend(PALE_WATER, WHITE, 0.7)
    sheet.box(380, 170, 200, 400, glass, radius=26, line=SOFT_INK, thick=5)
    sheet.box(386, 420, 188, 145, WATER, radius=20)
    sheet.box(386, 420, 188, 40, WATER)
    sheet.line([(388, 420), (572, 420)], "#2f6f97", 4)
    # The upper part, turned over into the lower one.
    sheet.shape([(372, 120), (588, 120), (516, 300), (444, 300)], blend(PALE_WATER, WHITE, 0.45))
    for points in ([(372, 120), (444, 300)], [(588, 120), (516, 300)], [(366, 120), (594, 120)]):
        sheet.line(points, SOFT_INK, 6)
    sheet.line([(444, 300), (516, 300)], SOFT_INK, 4)
    sheet.box(374, 166, 212, 16, "#d9534a", radius=6)
    for mark in range(9):
        y = 540 - mark * 27
        sheet.line([(384, y), (384 + (44 if mark % 2 == 0 else 26), y)], INK, 4)
    for x, y, across, down in (
        (330, 585, 70, 40),
        (640, 580, 84, 46),
        (480, 610, 120, 34),
        (720, 600, 50, 30),
    ):
        sheet.oval(x, y, across, down, GREY, line=SOFT_INK, thick=4)
    for blade in range(40):
        x = 12 + blade * 24
        sheet.line([(x, 630), (x + (blade % 3 - 1) * 8, 606 - blade % 5 * 4)], MOSS, 4)
    sheet.line([(60, 640), (60, 470)], DARK_WOOD, 14)
    sheet.oval(60, 640, 40, 10, EARTH)
    return sheet


PICTURES = {"rain_gauge": rain_gauge}
