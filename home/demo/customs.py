"""Pictures of the culture archive and of local products: the khèn, the ring of the xòe, a village gate, tea,
rice noodles, honey."""

from math import cos, pi, sin

from home.demo.drawing import (
    CORN,
    DARK_WOOD,
    DEEP_INDIGO,
    EARTH,
    GOLD,
    GREEN,
    INDIGO,
    LEAF,
    MOSS,
    PALE_GREEN,
    PINK,
    RED,
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
    stilt_house,
    tree,
)


def khen():
    """Six bent pipes through a wooden body, as the Mông play it."""
    sheet = Sheet(540)
    sheet.fade("#dfeaf2", "#f7efdf")
    hills(sheet, [(0, 400), (200, 330), (430, 390), (680, 300), (960, 370)], blend(GREEN, WHITE, 0.45))
    hills(sheet, [(0, 470), (300, 420), (600, 460), (960, 420)], blend(MOSS, WHITE, 0.2))
    for pipe in range(6):
        shift = pipe * 17
        path = [
            (300 + shift, 500 - pipe * 8),
            (420 + shift, 330),
            (560 + shift, 210),
            (760 + shift * 0.4, 150),
        ]
        sheet.curve(path, blend(STRAW, WOOD, 0.35 + pipe * 0.08), 13)
        sheet.curve([(x, y - 3) for x, y in path], blend(STRAW, WHITE, 0.4), 3)
    sheet.turned(398, 384, 96, 30, -52, DARK_WOOD)
    sheet.turned(396, 380, 86, 22, -52, WOOD)
    sheet.line([(345, 452), (232, 520)], DARK_WOOD, 18)
    for ring in range(5):
        x, y = 430 + ring * 72, 318 - ring * 32
        sheet.line([(x, y - 26), (x + 62, y + 34)], RED if ring % 2 else CORN, 7)
    return sheet


def xoe_ring():
    """Hand in hand around the fire; nobody stands outside."""
    sheet = Sheet(540, "#24264f")
    sheet.fade("#1c2350", "#43356b")
    for x, y in ((90, 70), (210, 120), (370, 60), (560, 100), (720, 60), (860, 130)):
        sheet.disc(x, y, 3, WHITE)
    stilt_house(sheet, 180, 260, 0.62, lit=True)
    stilt_house(sheet, 800, 250, 0.58, lit=True)
    sheet.oval(480, 420, 420, 110, blend(EARTH, DEEP_INDIGO, 0.4))
    people = []
    for place in range(14):
        turn = 2 * pi * place / 14
        people.append((480 + 340 * cos(turn), 425 + 78 * sin(turn)))
    for place, (x, y) in enumerate(people):
        to = people[(place + 1) % 14]
        sheet.line([(x, y - 34), to[:1] + (to[1] - 34,)], "#e8b98d", 6)
    for spark in range(3):
        sheet.shape(
            [(440 + spark * 22, 430), (462 + spark * 22, 330 - (spark == 1) * 30), (492 + spark * 14, 430)],
            (RED, GOLD, CORN)[spark],
        )
    sheet.line([(430, 436), (530, 424)], DARK_WOOD, 12)
    sheet.line([(430, 424), (530, 436)], DARK_WOOD, 12)
    for place, (x, y) in sorted(enumerate(people), key=lambda one: one[1][1]):
        child(sheet, x, y + 12, 0.72, coat=(WHITE, PINK, INDIGO, VIOLET)[place % 4])
    return sheet


def village_gate():
    """The gate of a village at the edge of its forest, with the woven sign that keeps harm out."""
    sheet = Sheet(540)
    sheet.fade("#dcebef", "#f5ecd8")
    cloud(sheet, 200, 90, 0.8)
    cloud(sheet, 720, 70, 1.0)
    hills(sheet, [(0, 330), (260, 220), (520, 300), (760, 200), (960, 280)], blend(MOSS, WHITE, 0.35))
    for place in range(9):
        tree(sheet, 60 + place * 108, 400 - (place % 3) * 14, 1.1, leaf=(MOSS, GREEN, LEAF)[place % 3])
    hills(sheet, [(0, 420), (480, 380), (960, 430)], PALE_GREEN)
    sheet.shape([(420, 540), (540, 540), (510, 392), (455, 392)], STRAW)
    for x in (370, 590):
        sheet.box(x - 11, 190, 22, 260, DARK_WOOD)
    sheet.box(336, 186, 288, 22, DARK_WOOD, radius=6)
    sheet.box(352, 238, 256, 14, WOOD, radius=4)
    for place in range(5):
        x = 410 + place * 36
        sheet.line([(x, 252), (x, 292)], SOFT_INK, 3)
        sheet.disc(x, 304, 14, RED if place % 2 else CORN, line=WHITE, thick=3)
    for turn in range(6):
        angle = turn * pi / 6
        sheet.line(
            [(480 - 46 * cos(angle), 150 - 46 * sin(angle)), (480 + 46 * cos(angle), 150 + 46 * sin(angle))],
            WOOD,
            6,
        )
    sheet.disc(480, 150, 15, CORN)
    return sheet


def tea_leaves():
    sheet = Sheet(500, "#e9f2e4")
    hills(sheet, [(0, 260), (300, 180), (620, 250), (960, 170)], blend(GREEN, WHITE, 0.55))
    for row in range(4):
        hills(
            sheet,
            [(0, 320 + row * 52), (330, 290 + row * 52), (680, 330 + row * 52), (960, 300 + row * 52)],
            (MOSS, GREEN, LEAF, MOSS)[row],
        )
    for x, y, turn in ((480, 250, -90), (410, 285, -140), (550, 285, -40)):
        sheet.turned(x, y, 92, 32, turn, LEAF)
        ends = [
            (x - 76 * cos(turn * pi / 180), y - 76 * sin(turn * pi / 180)),
            (x + 76 * cos(turn * pi / 180), y + 76 * sin(turn * pi / 180)),
        ]
        sheet.line(ends, blend(LEAF, WHITE, 0.5), 4)
    sheet.disc(480, 168, 10, WHITE)
    return sheet


def noodles_drying():
    sheet = Sheet(500)
    sheet.fade("#d9edf6", "#f8f0dd")
    hills(sheet, [(0, 300), (280, 220), (600, 290), (960, 210)], blend(GREEN, WHITE, 0.4))
    sheet.box(0, 400, 960, 100, STRAW)
    for rack in range(3):
        top = 190 + rack * 66
        left = 70 + rack * 40
        sheet.box(left, top, 780 - rack * 30, 9, DARK_WOOD)
        for strand in range(52 - rack * 2):
            x = left + 10 + strand * 14.6
            sheet.line(
                [(x, top + 8), (x + (strand % 3 - 1) * 2, top + 92)],
                blend(STRAW, WHITE, 0.35 + (strand % 4) * 0.1),
                5,
            )
        for post in (left, left + 780 - rack * 30):
            sheet.line([(post, top), (post, top + 150)], DARK_WOOD, 8)
    return sheet


def honey():
    sheet = Sheet(500, "#fbf2da")
    side = 62
    for row in range(5):
        for column in range(9):
            x = 40 + column * side * 1.76 + (row % 2) * side * 0.88
            y = 40 + row * side * 1.5
            corners = [
                (x + side * cos(pi / 6 + pi / 3 * k), y + side * sin(pi / 6 + pi / 3 * k)) for k in range(6)
            ]
            sheet.shape(corners, blend(GOLD, CORN, ((row + column) % 4) / 4))
            inner = [
                (x + side * 0.8 * cos(pi / 6 + pi / 3 * k), y + side * 0.8 * sin(pi / 6 + pi / 3 * k))
                for k in range(6)
            ]
            sheet.shape(inner, blend(CORN, WHITE, 0.25 + ((row * 3 + column) % 5) / 12))
    for x, y in ((300, 210), (610, 330), (720, 130)):
        sheet.turned(x - 10, y - 30, 34, 16, 60, "#eaf2f6")
        sheet.turned(x + 22, y - 30, 34, 16, 120, "#eaf2f6")
        sheet.turned(x, y, 42, 24, 8, CORN)
        for stripe in (-18, 2, 22):
            sheet.line([(x + stripe, y - 20), (x + stripe, y + 20)], DARK_WOOD, 8)
        sheet.disc(x - 44, y - 4, 14, DARK_WOOD)
    return sheet


def stream():
    """Nặm: water that comes down between fields."""
    sheet = Sheet(500)
    sheet.fade("#d5e9f3", "#f3efdf")
    hills(sheet, [(0, 250), (240, 130), (480, 240), (720, 120), (960, 220)], blend(MOSS, WHITE, 0.3))
    hills(sheet, [(0, 330), (300, 270), (620, 320), (960, 260)], LEAF)
    sheet.shape(
        [(470, 240), (500, 240), (560, 330), (500, 400), (640, 500), (330, 500), (400, 400), (430, 330)],
        WATER,
    )
    for row in range(3):
        sheet.curve(
            [
                (430 + row * 20, 300 + row * 60),
                (470 + row * 20, 312 + row * 60),
                (520 + row * 16, 302 + row * 60),
            ],
            WHITE,
            4,
        )
    stilt_house(sheet, 190, 430, 0.62)
    stilt_house(sheet, 800, 430, 0.58)
    for x in (330, 690, 900):
        tree(sheet, x, 420, 0.9)
    return sheet


PICTURES = {
    "honey": honey,
    "khen": khen,
    "noodles_drying": noodles_drying,
    "stream": stream,
    "tea_leaves": tea_leaves,
    "village_gate": village_gate,
    "xoe_ring": xoe_ring,
}
__all__ = ["PICTURES"]
