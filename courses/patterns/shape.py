"""The shape of a lecture as a small drawing: a sheet with one sign for each block. No database."""

WIDTH, HEIGHT, EDGE = 96, 128, 9
# For each kind of block: the height it takes, and its rectangles as (x, y, width, height, role).
LINE = [(0, 0, 78, 3, "line"), (0, 6, 70, 3, "line")]
SIGNS = {
    "heading": (9, [(0, 1, 46, 5, "strong")]),
    "text": (12, LINE),
    "picture": (27, [(0, 0, 78, 22, "picture")]),
    "video": (27, [(0, 0, 78, 22, "picture"), (34, 6, 10, 10, "paper")]),
    "sound": (13, [(0, 0, 78, 9, "sound"), (3, 2, 5, 5, "paper")]),
    "formula": (13, [(20, 1, 38, 7, "quiet")]),
    "note": (17, [(0, 0, 78, 13, "note"), (6, 5, 60, 3, "line")]),
    "example": (17, [(0, 0, 78, 13, "example"), (6, 5, 60, 3, "line")]),
    "exercise": (17, [(0, 0, 78, 13, "exercise"), (6, 5, 60, 3, "line")]),
    "practice": (
        18,
        [(0, 0, 6, 6, "exercise"), (10, 2, 60, 3, "line"), (0, 9, 6, 6, "exercise"), (10, 11, 50, 3, "line")],
    ),
    "table": (
        20,
        [
            (0, 0, 78, 4, "strong"),
            (0, 6, 37, 4, "quiet"),
            (41, 6, 37, 4, "quiet"),
            (0, 12, 37, 4, "quiet"),
            (41, 12, 37, 4, "quiet"),
        ],
    ),
}
OTHER = (14, [(0, 0, 78, 10, "quiet")])


def drawn(kinds):
    """Rectangles as (x, y, width, height, role) for the blocks that find room on the sheet.

    >>> drawn(["heading", "text"])
    [(9, 10, 46, 5, 'strong'), (9, 18, 78, 3, 'line'), (9, 24, 70, 3, 'line')]
    """
    rows, top = [], EDGE
    for kind in kinds:
        height, signs = SIGNS.get(kind, OTHER)
        if top + height > HEIGHT - 2:
            break
        rows += [(EDGE + x, top + y, width, tall, role) for x, y, width, tall, role in signs]
        top += height
    return rows
