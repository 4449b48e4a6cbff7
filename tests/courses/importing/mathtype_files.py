"""Embedded formulas for tests, record by record, in the compound file that Word keeps them in."""

import struct

SECTOR, MINI, END, FREE = 512, 64, 0xFFFFFFFE, 0xFFFFFFFF
TEXT, FUNCTION, VARIABLE, GREEK, SYMBOL, NUMBER, EXTRA, EXPAND = 1, 2, 3, 4, 6, 8, 11, 22


def char(sign, typeface=VARIABLE, marks=()):
    told = bytes([2, 1 if marks else 0, typeface + 128]) + struct.pack("<H", ord(sign))
    return told + b"".join(bytes([6, 0, mark]) for mark in marks) + (b"\0" if marks else b"")


def of_font(position, typeface):
    """A sign that only its place in the font says."""
    return bytes([2, 0x24, typeface + 128, position])


def line(*pieces):
    """Texts become signs of variables."""
    told = b"".join(b"".join(map(char, one)) if isinstance(one, str) else one for one in pieces)
    return bytes([1, 0]) + told + b"\0"


def empty():
    return bytes([1, 1])


def template(selector, variation, *pieces):
    return bytes([3, 0, selector, variation, 0]) + b"".join(pieces) + b"\0"


def pile(*lines):
    return bytes([4, 0, 1, 0]) + b"".join(lines) + b"\0"


def matrix(rows, columns, *cells):
    return bytes([5, 0, 0, 1, 1, rows, columns, 0, 0]) + b"".join(cells) + b"\0"


# Name of a font, an encoding, preferences: 12pt as half bytes «2 1 2 F», then «4 1 5 0 F», two styles.
SETTINGS = (
    b"\x13WinAllCodePages\0\x11\x05Times New Roman\0"
    + bytes([18, 0, 1, 0x21, 0x2F, 1, 0x41, 0x50, 0xF0, 2, 1, 0, 0])
    + bytes([10])
)


def mtef_5(*pieces):
    return bytes([5, 1, 0, 6, 9]) + b"DSMT4\0" + b"\0" + SETTINGS + line(*pieces) + b"\0"


def mtef_3(*records):
    return bytes([3, 1, 1, 3, 0, 10]) + bytes([1]) + b"".join(records) + b"\0\0"


def native(mtef):
    return struct.pack("<HIHI16x", 28, 0x20000, 0xC1C6, len(mtef)) + mtef


def ole(mtef, name="Equation Native"):
    """A compound file with one small stream."""
    content = native(mtef)
    minis = -(-len(content) // MINI)
    sectors = -(-minis * MINI // SECTOR)
    fat = [0xFFFFFFFD, END, END, *(at + 1 for at in range(3, 2 + sectors)), END]
    mini_fat = [*range(1, minis), END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    directory = _entry("Root Entry", 5, 3, minis * MINI) + _entry(name, 2, 0, len(content))
    directory = directory.ljust(SECTOR, b"\0")
    tables = [struct.pack(f"<{len(told)}I", *told) for told in (fat, mini_fat)]
    return (
        head.ljust(SECTOR, b"\0")
        + tables[0].ljust(SECTOR, b"\xff")
        + directory
        + tables[1].ljust(SECTOR, b"\xff")
        + content.ljust(sectors * SECTOR, b"\0")
    )


def _entry(name, kind, start, size):
    called = name.encode("utf-16-le")
    told = called.ljust(64, b"\0") + struct.pack("<HBB", len(called) + 2, kind, 1)
    return (told + bytes(0x74 - len(told)) + struct.pack("<II", start, size)).ljust(128, b"\0")
