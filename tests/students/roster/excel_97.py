"""A workbook of Excel 97 (.xls), made byte by byte: one sheet of texts and numbers, nothing else."""

import struct

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def workbook(title, rows):
    """Texts must be Latin signs (one byte each, as old fonts use them) or any Unicode."""
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    )
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    sheet = _begin(0x10) + _record(0x200, size) + cells + _record(0x0A)
    name = title.encode("utf-16-le")
    bound_size = 4 + 4 + 2 + 2 + len(name)
    before = _begin(0x05) + _record(0x42, struct.pack("<H", 1200))
    at = len(before) + bound_size + 4
    bound = struct.pack("<IHBB", at, 0, len(title), 1) + name
    return _container(before + _record(0x85, bound) + _record(0x0A) + sheet)


def _record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _begin(substream):
    return _record(0x809, struct.pack("<HHHHII", 0x600, substream, 0x0DBB, 0x07CC, 0, 6))


def _cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if not isinstance(value, str):
        return _record(0x203, place + struct.pack("<d", value))
    narrow = all(sign <= "\xff" for sign in value)
    text = value.encode("latin-1" if narrow else "utf-16-le")
    return _record(0x204, place + struct.pack("<HB", len(value), not narrow) + text)


def _container(stream):
    """The OLE file around the stream: header, the stream's sectors, its table, its directory."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    table = [*range(1, sectors), END, FAT, END]
    tables = -(-len(table) // 128)
    assert tables == 1, "more than this maker was made for"
    table += [FREE] * (128 - len(table))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, 1, sectors + 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", sectors, *[FREE] * 108)
    directory = _entry("Root Entry", 5, child=1) + _entry("Workbook", 2, start=0, size=len(stream))
    return header + stream + struct.pack("<128I", *table) + directory.ljust(SECTOR, b"\0")


def _entry(name, kind, child=FREE, start=END, size=0):
    written = (name + "\0").encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, FREE, FREE, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
