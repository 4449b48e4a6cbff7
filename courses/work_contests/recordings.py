"""Recordings without the tags that programs put into them: who speaks, on whose telephone, where. They are
cut off, or overwritten at their length where other parts of the file count its bytes. What cannot be read as
a file of its kind stays as it is: it is heard by nobody."""

from lms.beginnings import begins_as

ID3, ID3_OLD, APE = b"ID3", b"TAG", b"APETAGEX"
# Kept in front: programs know the file by it.
ID3_OF_NONE = b"ID3\x03" + bytes(6)
ID3_HEAD, ID3_OLD_SIZE, APE_HEAD = 10, 128, 32
# Boxes of .m4a that hold others, and those that hold tags.
BOXES, TAG_BOXES = (b"moov", b"trak"), (b"udta", b"meta", b"uuid")
OGG_HEAD, OGG_SUM = 27, slice(22, 26)
# How the packet of tags begins, and the same without any.
OGG_TAGS = {b"OpusTags": b"OpusTags" + bytes(8), b"\x03vorbis": b"\x03vorbis" + bytes(8) + b"\x01"}
# Elements of .webm: those that hold others, and the title and the tags among them; one that means nothing.
ELEMENTS, TAG_ELEMENTS = (b"\x18\x53\x80\x67", b"\x15\x49\xa9\x66"), (b"\x7b\xa9", b"\x12\x54\xc3\x67")
VOID = 0xEC


def untagged(raw):
    """The recording without its tags."""
    head = raw[:4096]
    if begins_as("mp3", head):
        return _mp3(raw)
    data = bytearray(raw)
    if begins_as("opus", head):
        _blank_ogg(data)
    elif begins_as("webm", head):
        _blank_webm(data)
    elif begins_as("m4a", head):
        _blank_m4a(data)
    return bytes(data)


def _mp3(raw):
    begin = ID3_OF_NONE if raw.startswith(ID3) else b""
    while raw.startswith(ID3) and len(raw) > ID3_HEAD:
        # Seven bits of each byte count.
        size = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(raw[6:10])))
        has_foot = bool(raw[5] & 0x10)
        raw = raw[ID3_HEAD * (1 + has_foot) + size :]
    if raw[-ID3_OLD_SIZE:].startswith(ID3_OLD):
        raw = raw[:-ID3_OLD_SIZE]
    foot = raw[-APE_HEAD:]
    if foot.startswith(APE):
        has_head = bool(foot[23] & 0x80)
        raw = raw[: -(int.from_bytes(foot[12:16], "little") + APE_HEAD * has_head) or None]
    return begin + raw


def _blank_m4a(data):
    parts = [(0, len(data))]
    while parts:
        at, end = parts.pop()
        while at + 8 <= end:
            size, head = int.from_bytes(data[at : at + 4], "big"), 8
            if size == 1:
                size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
            size = size or end - at
            if size < head or at + size > end:
                break
            kind = bytes(data[at + 4 : at + 8])
            if kind in BOXES:
                parts.append((at + head, at + size))
            elif kind in TAG_BOXES:
                data[at + 4 : at + 8] = b"free"
                data[at + head : at + size] = bytes(size - head)
            at += size


def _blank_ogg(data):
    """The tags are the second packet; it may go on for several pages."""
    at, packet, pages, places = 0, 0, [], []
    while packet < 2 and data[at : at + 4] == b"OggS" and at + OGG_HEAD <= len(data):
        sizes = data[at + OGG_HEAD : at + OGG_HEAD + data[at + 26]]
        begin = at + OGG_HEAD + data[at + 26]
        pages.append((at, begin + sum(sizes)))
        for size in sizes:
            if packet == 1:
                places.append((begin, begin + size))
            packet += size < 255
            begin += size
        at = pages[-1][1]
    held = b"".join(data[first:last] for first, last in places)
    blank = next((none for sign, none in OGG_TAGS.items() if held.startswith(sign)), None)
    if blank is None or len(blank) > len(held) or at > len(data):
        return
    blank = blank.ljust(len(held), b"\0")
    for first, last in places:
        data[first:last], blank = blank[: last - first], blank[last - first :]
    for first, last in pages:
        page = data[first:last]
        page[OGG_SUM] = bytes(4)
        page[OGG_SUM] = _ogg_sum(page).to_bytes(4, "little")
        data[first:last] = page


def _ogg_sum(page):
    told = 0
    for byte in page:
        told = (told << 8) & 0xFFFFFFFF ^ OGG_TABLE[(told >> 24) ^ byte]
    return told


def _ogg_row(byte):
    told = byte << 24
    for _bit in range(8):
        told = (told << 1) & 0xFFFFFFFF ^ (0x04C11DB7 if told & 0x80000000 else 0)
    return told


OGG_TABLE = [_ogg_row(byte) for byte in range(256)]


def _blank_webm(data):
    parts = [(0, len(data))]
    while parts:
        at, end = parts.pop()
        while at < end:
            named = _length(data[at])
            sized = _length(data[at + named]) if at + named < end else 0
            body = at + named + sized
            if not (named and sized) or body > end:
                break
            size = int.from_bytes(data[at + named : body], "big") & ((1 << 7 * sized) - 1)
            # All bits: told while it was recorded, it goes on to the end.
            is_open = size == (1 << 7 * sized) - 1
            size = end - body if is_open else size
            kind = bytes(data[at : at + named])
            if body + size > end:
                break
            if kind in ELEMENTS:
                parts.append((body, body + size))
            elif kind in TAG_ELEMENTS:
                _void(data, at, body + size, min(8, body - at - 1))
            at = body + size


def _length(byte):
    """How many bytes a number of .webm takes, by its first; 0: it is none."""
    return 9 - byte.bit_length() if byte else 0


def _void(data, at, end, sized):
    size = end - at - 1 - sized
    data[at] = VOID
    data[at + 1 : at + 1 + sized] = (size | 1 << 7 * sized).to_bytes(sized, "big")
    data[at + 1 + sized : end] = bytes(size)
