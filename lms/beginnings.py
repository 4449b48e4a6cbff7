"""What files are, told by their first bytes and not by what they are called."""

# How the files of each ending begin (at which byte, with what); the others are text.
BEGINNINGS = {
    "pdf": [(0, b"%PDF-")],
    **dict.fromkeys(("docx", "pptx", "xlsx", "odt", "ods", "odp"), [(0, b"PK\x03\x04")]),
    "mp3": [(0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"), (0, b"\xff\xfa")],
    **dict.fromkeys(("m4a", "mp4", "m4v", "3gp"), [(4, b"ftyp")]),
    # Older ones of Apple's begin with what they hold.
    "mov": [(4, kind) for kind in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")],
    "avi": [(8, b"AVI ")],
    "wav": [(8, b"WAVE")],
    **dict.fromkeys(("opus", "ogg"), [(0, b"OggS")]),
    **dict.fromkeys(("webm", "weba", "mkv"), [(0, b"\x1a\x45\xdf\xa3")]),
}


def begins_as(ending, head):
    """Whether bytes begin as files of this ending do. Of text no more is known than that no byte is zero."""
    known = BEGINNINGS.get(ending)
    if known is None:
        return b"\0" not in head
    return any(head.startswith(sign, at) for at, sign in known)
