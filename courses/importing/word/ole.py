"""Compound files (OLE): one stream out of the small files that other programs embed in a document."""

import struct

HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA
# Sectors and streams of a formula are few; more is no formula.
MOST_BYTES = 2 * 1024 * 1024
# As the format has them; larger ones would make a small file ask for gigabytes.
SECTORS = (9, 12)
ENTRY = 128


class Damaged(ValueError):
    """No compound file, or one that leads in circles."""


def stream(content, name):
    """The bytes of the stream `name`; None when there is none. Raises `Damaged`."""
    try:
        return _Compound(content).stream(name)
    except (struct.error, IndexError, UnicodeDecodeError) as why:
        raise Damaged(str(why)) from why


class _Compound:
    def __init__(self, content):
        if not content.startswith(HEAD) or len(content) > MOST_BYTES:
            raise Damaged("head")
        self.content = content
        shifts = struct.unpack_from("<HH", content, 0x1E)
        if shifts[0] not in SECTORS or not 4 <= shifts[1] <= shifts[0]:
            raise Damaged("sectors")
        self.size, self.mini_size = 1 << shifts[0], 1 << shifts[1]
        (self.directory,) = struct.unpack_from("<I", content, 0x30)
        self.cutoff, self.mini_fat = struct.unpack_from("<II", content, 0x38)
        self.fat = self._fat()

    def stream(self, name):
        entries = self._chain(self.directory)
        root = None
        for at in range(0, len(entries) - ENTRY + 1, ENTRY):
            entry = entries[at : at + ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 0x40)
            start, size = struct.unpack_from("<II", entry, 0x74)
            if kind == 5:
                root = start
            called = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")
            if kind == 2 and called == name:
                return self._stream(start, size, root)
        return None

    def _stream(self, start, size, root):
        if size > MOST_BYTES:
            raise Damaged("size")
        if size >= self.cutoff:
            return self._chain(start)[:size]
        if root is None:
            raise Damaged("root")
        small, table = self._chain(root), self._numbers(self._chain(self.mini_fat))
        out, seen = [], 0
        while start < END and seen * self.mini_size < size:
            out.append(small[start * self.mini_size : (start + 1) * self.mini_size])
            start, seen = table[start], seen + 1
        return b"".join(out)[:size]

    def _fat(self):
        sectors = list(struct.unpack_from("<109I", self.content, 0x4C))
        following, many = struct.unpack_from("<II", self.content, 0x44)
        for _more in range(min(many, 64)):
            if following >= END:
                break
            *told, following = self._numbers(self._sector(following))
            sectors += told
        # Each sector once, so that the table is never larger than the file.
        once = dict.fromkeys(one for one in sectors if one < END)
        return self._numbers(b"".join(self._sector(one) for one in once))

    def _chain(self, start):
        out = []
        while start < END:
            if len(out) * self.size > MOST_BYTES:
                raise Damaged("circle")
            out.append(self._sector(start))
            start = self.fat[start]
        return b"".join(out)

    def _sector(self, number):
        at = (number + 1) * self.size
        if at >= len(self.content):
            raise Damaged("sector")
        return self.content[at : at + self.size].ljust(self.size, b"\0")

    @staticmethod
    def _numbers(content):
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
