"""The pictures of the lessons of digital skills, each a function that fills a sheet; no words in them."""

from PIL import ImageFont

from home.demo.drawing import (
    CORN,
    DARK_WOOD,
    GOLD,
    GREEN,
    GREY,
    INDIGO,
    INK,
    LEAF,
    PALE_GREEN,
    PALE_GREY,
    PALE_PINK,
    PALE_WATER,
    PINK,
    RED,
    SKY,
    SOFT_INK,
    STRAW,
    VIOLET,
    WHITE,
    WOOD,
    Sheet,
)


def png(name):
    """The PNG of the picture called `name`."""
    return PICTURES[name]().png()


def touch_gestures():
    sheet = Sheet(360, PALE_GREEN)
    for at in range(4):
        _tablet(sheet, 36 + at * 226, 60, 208, 240)
    for x, y, size in ((140, 180, 24), (366, 180, 24)):
        sheet.disc(x, y, size, GOLD, line=INK, thick=3)
    sheet.disc(366, 180, 46, None, line=GOLD, thick=6)
    sheet.disc(592, 230, 20, GOLD, line=INK, thick=3)
    sheet.arrow([(592, 200), (592, 110)], INDIGO, 9, 26)
    sheet.disc(800, 196, 14, GOLD, line=INK, thick=3)
    sheet.disc(836, 164, 14, GOLD, line=INK, thick=3)
    sheet.arrow([(788, 208), (752, 244)], INDIGO, 8, 22)
    sheet.arrow([(848, 152), (884, 116)], INDIGO, 8, 22)
    return sheet


def solar_charging():
    sheet = Sheet(460, SKY)
    sheet.box(0, 360, 960, 100, LEAF)
    sheet.disc(130, 90, 48, CORN)
    for dx, dy in ((70, 40), (84, 6), (40, 72), (4, 84)):
        sheet.line([(130 + dx * 0.85, 90 + dy * 0.85), (130 + dx * 1.3, 90 + dy * 1.3)], CORN, 7)
    for x in (300, 440, 580):
        sheet.box(x, 300, 16, 90, DARK_WOOD)
    sheet.box(270, 200, 360, 104, WOOD, line=DARK_WOOD, thick=4)
    sheet.shape([(230, 206), (340, 90), (560, 90), (670, 206)], STRAW)
    sheet.shape([(300, 186), (366, 112), (496, 112), (474, 186)], INDIGO)
    for at in range(1, 4):
        sheet.line([(300 + at * 44, 186), (366 + at * 33, 112)], PALE_WATER, 3)
    sheet.line([(333, 149), (485, 149)], PALE_WATER, 3)
    sheet.curve([(474, 170), (690, 176), (716, 246)], INK, 5)
    sheet.box(690, 246, 60, 60, GREY, radius=8, line=INK, thick=4)
    sheet.disc(720, 276, 9, GREEN)
    sheet.curve([(750, 280), (790, 296), (816, 322)], INK, 5)
    sheet.box(780, 352, 170, 14, WOOD)
    sheet.box(800, 366, 12, 60, WOOD)
    sheet.box(918, 366, 12, 60, WOOD)
    sheet.box(806, 322, 120, 28, INK, radius=8)
    sheet.box(816, 328, 100, 16, LEAF, radius=3)
    return sheet


def telex_keys():
    sheet = Sheet(380, "#eef2ee")
    sheet.box(60, 40, 840, 300, GREY, radius=22)
    for row, (keys, left) in enumerate((("qwertyuiop", 84), ("asdfghjkl", 124), ("zxcvbnm", 204))):
        for at, key in enumerate(keys):
            fill = CORN if key in "sfrxj" else PALE_WATER if key in "aeodw" else WHITE
            x, y = left + at * 80, 58 + row * 72
            sheet.box(x, y, 70, 60, fill, radius=10, line=SOFT_INK, thick=2)
            _letter(sheet, x + 35, y + 30, key)
    sheet.box(284, 278, 400, 48, WHITE, radius=10, line=SOFT_INK, thick=2)
    return sheet


def _letter(sheet, x, y, key):
    """The letter on a key: read off the key by its place, not a word."""
    font = ImageFont.load_default(size=64)
    sheet.pen.text((x * 2, y * 2), key, fill=INK, font=font, anchor="mm")


def check_sources():
    sheet = Sheet(420, "#eaf3e3")
    ends = ((170, 330), (480, 350), (790, 330))
    for x, y in ends:
        sheet.arrow([(480 + (x - 480) * 0.3, 190), (480 + (x - 480) * 0.75, y - 92)], SOFT_INK, 7, 22)
    sheet.disc(480, 120, 78, WHITE, line=INDIGO, thick=14)
    sheet.disc(456, 98, 18, PALE_WATER)
    sheet.line([(536, 176), (600, 240)], INDIGO, 20)
    sheet.shape([(90, 290), (170, 308), (170, 400), (90, 380)], WHITE)
    sheet.shape([(250, 290), (170, 308), (170, 400), (250, 380)], STRAW)
    sheet.line([(170, 308), (170, 400)], DARK_WOOD, 4)
    for y in (318, 338, 358):
        sheet.line([(104, y), (156, y + 10)], GREY, 4)
        sheet.line([(186, y + 10), (236, y)], GREY, 4)
    sheet.box(410, 290, 140, 112, WHITE, radius=8, line=SOFT_INK, thick=3)
    for y in (312, 332, 352):
        sheet.line([(428, y), (500, y)], GREY, 4)
    sheet.disc(516, 368, 22, None, line=RED, thick=6)
    _person(sheet, 760, 306, GREEN)
    sheet.oval(852, 262, 52, 32, WHITE, line=SOFT_INK, thick=3)
    for x in (830, 850, 870):
        sheet.disc(x + 2, 262, 5, SOFT_INK)
    return sheet


def pin_lock():
    sheet = Sheet(420, "#f6efe0")
    sheet.box(384, 60, 192, 200, None, radius=96, line=GREY, thick=30)
    sheet.box(340, 180, 280, 200, GOLD, radius=26, line=DARK_WOOD, thick=5)
    sheet.box(376, 240, 208, 80, WHITE, radius=14, line=DARK_WOOD, thick=3)
    for at in range(4):
        sheet.disc(408 + at * 48, 280, 14, INDIGO)
    sheet.disc(140, 210, 52, None, line=INDIGO, thick=20)
    sheet.line([(180, 246), (274, 330)], INDIGO, 18)
    sheet.line([(236, 296), (212, 322)], INDIGO, 14)
    sheet.line([(262, 320), (240, 346)], INDIGO, 14)
    for x in (720, 790, 860):
        sheet.box(x, 300, 12, 70, DARK_WOOD)
    sheet.box(704, 220, 184, 84, WOOD, line=DARK_WOOD, thick=4)
    sheet.shape([(676, 226), (740, 130), (852, 130), (916, 226)], STRAW)
    sheet.box(776, 244, 40, 60, DARK_WOOD)
    return sheet


def fishing_message():
    sheet = Sheet(440, PALE_WATER)
    _tablet(sheet, 330, 60, 420, 340)
    sheet.curve([(560, 0), (566, 90), (560, 150)], INK, 5)
    sheet.curve([(560, 150), (566, 196), (536, 208), (522, 184)], INK, 6)
    sheet.box(476, 210, 110, 96, RED, radius=8, line=INK, thick=4)
    sheet.box(522, 210, 18, 96, CORN)
    sheet.box(466, 204, 130, 28, PINK, radius=6, line=INK, thick=4)
    sheet.turned(530, 190, 26, 12, 30, CORN)
    sheet.turned(534, 190, 26, 12, 150, CORN)
    sheet.oval(150, 250, 76, 42, GOLD, line=INK, thick=4)
    sheet.shape([(82, 250), (30, 212), (30, 288)], GOLD)
    sheet.disc(196, 240, 9, INK)
    sheet.curve([(206, 264), (198, 270), (188, 268)], INK, 4)
    for x, y, r in ((240, 200, 9), (256, 170, 12), (240, 136, 16)):
        sheet.disc(x, y, r, None, line=WHITE, thick=4)
    return sheet


def photo_frame():
    sheet = Sheet(480, SKY)
    sheet.shape([(0, 360), (200, 250), (420, 340), (640, 230), (960, 350), (960, 480), (0, 480)], LEAF)
    sheet.box(0, 400, 960, 80, GREEN)
    sheet.line([(320, 420), (320, 230)], DARK_WOOD, 16)
    for x, y in ((320, 190), (268, 214), (372, 214), (290, 160), (350, 160), (250, 176), (390, 176)):
        for turn in range(5):
            sheet.turned(x, y, 22, 9, turn * 36, PALE_PINK)
        sheet.disc(x, y, 7, PINK)
    for at in (1, 2):
        sheet.line([(at * 320, 0), (at * 320, 480)], WHITE, 4)
        sheet.line([(0, at * 160), (960, at * 160)], WHITE, 4)
    for x, y, dx, dy in ((30, 30, 1, 1), (930, 30, -1, 1), (30, 450, 1, -1), (930, 450, -1, -1)):
        sheet.line([(x, y), (x + dx * 60, y)], INK, 8)
        sheet.line([(x, y), (x, y + dy * 60)], INK, 8)
    sheet.disc(880, 240, 34, WHITE, line=INK, thick=6)
    return sheet


def page_layout():
    sheet = Sheet(460, "#eef2ee")
    for left in (110, 530):
        sheet.box(left, 40, 320, 380, WHITE, radius=6, line=SOFT_INK, thick=4)
    for at in range(19):
        sheet.line([(130, 64 + at * 18), (410 - (at * 37) % 50, 64 + at * 18)], GREY, 7)
    sheet.line([(560, 76), (760, 76)], INDIGO, 16)
    for y in (116, 138, 160, 204, 226):
        sheet.line([(560, y), (820 if y not in (160, 226) else 720, y)], GREY, 7)
    for y in (268, 294, 320):
        sheet.disc(568, y, 6, INDIGO)
        sheet.line([(590, y), (690, y)], GREY, 7)
    sheet.box(716, 258, 110, 90, SKY, radius=4)
    sheet.shape([(716, 348), (756, 290), (786, 326), (806, 304), (826, 348)], GREEN)
    sheet.disc(800, 280, 11, CORN)
    return sheet


def sheet_cells():
    sheet = Sheet(420, "#eef2ee")
    left, top, wide, tall = 120, 40, 180, 84
    for column in range(4):
        for row in range(4):
            fill = WHITE
            if row == 2:
                fill = CORN
            if column == 1:
                fill = PALE_WATER
            x, y = left + column * wide, top + row * tall
            sheet.box(x, y, wide, tall, fill, line=SOFT_INK, thick=2)
            sheet.line([(x + 30, y + tall / 2), (x + wide - 50, y + tall / 2)], GREY, 6)
    sheet.box(left + wide, top + 2 * tall, wide, tall, WHITE, line=RED, thick=8)
    sheet.line([(left + wide + 30, top + 2.5 * tall), (left + 2 * wide - 50, top + 2.5 * tall)], RED, 6)
    for column in range(4):
        _letter(sheet, left + column * wide + wide / 2, 20, "ABCD"[column])
    for row in range(4):
        _letter(sheet, 96, top + row * tall + tall / 2, "1234"[row])
    return sheet


def ask_and_check():
    sheet = Sheet(400, "#f6efe0")
    _person(sheet, 150, 250, INDIGO)
    sheet.oval(262, 130, 62, 40, WHITE, line=SOFT_INK, thick=3)
    sheet.curve([(250, 120), (262, 106), (276, 118), (262, 134)], INDIGO, 6)
    sheet.disc(262, 150, 5, INDIGO)
    sheet.box(400, 160, 170, 140, PALE_GREY, radius=26, line=INK, thick=5)
    sheet.line([(485, 160), (485, 126)], INK, 5)
    sheet.disc(485, 118, 12, VIOLET)
    for x in (448, 522):
        sheet.disc(x, 218, 20, WHITE, line=INK, thick=4)
        sheet.disc(x, 218, 8, INDIGO)
    sheet.line([(456, 264), (514, 264)], INK, 6)
    sheet.oval(610, 110, 70, 40, WHITE, line=SOFT_INK, thick=3)
    for y in (100, 118):
        sheet.line([(574, y), (644, y)], GREY, 5)
    sheet.shape([(700, 240), (800, 262), (800, 360), (700, 334)], WHITE)
    sheet.shape([(900, 240), (800, 262), (800, 360), (900, 334)], STRAW)
    sheet.line([(800, 262), (800, 360)], DARK_WOOD, 5)
    for y in (270, 292, 314):
        sheet.line([(716, y), (784, y + 14)], GREY, 4)
        sheet.line([(816, y + 14), (884, y)], GREY, 4)
    sheet.line([(760, 176), (792, 210), (856, 130)], GREEN, 18)
    return sheet


def _tablet(sheet, x, y, width, height):
    sheet.box(x, y, width, height, INK, radius=22)
    sheet.box(x + 14, y + 14, width - 28, height - 28, WHITE, radius=10)


def _person(sheet, x, y, colour):
    sheet.shape([(x - 62, y + 110), (x - 44, y + 34), (x + 44, y + 34), (x + 62, y + 110)], colour)
    sheet.line([(x - 36, y + 66), (x + 36, y + 66)], CORN, 6)
    sheet.disc(x, y, 40, "#e8b98c", line=INK, thick=3)
    sheet.shape([(x - 42, y - 6), (x - 34, y - 44), (x + 34, y - 44), (x + 42, y - 6)], INK)
    for dx in (-14, 14):
        sheet.disc(x + dx, y + 6, 4, INK)
    sheet.curve([(x - 12, y + 20), (x, y + 26), (x + 12, y + 20)], INK, 4)


PICTURES = {
    "ask_and_check": ask_and_check,
    "check_sources": check_sources,
    "fishing_message": fishing_message,
    "page_layout": page_layout,
    "photo_frame": photo_frame,
    "pin_lock": pin_lock,
    "sheet_cells": sheet_cells,
    "solar_charging": solar_charging,
    "telex_keys": telex_keys,
    "touch_gestures": touch_gestures,
}
