"""Packages of questions: what lms.archives refuses, said as a reader says it.

`opened(content)` gives a `Package` or raises `Refused` for the file. `Package.read(name)` raises
`CannotRead`, for a damaged member is the trouble of one question; `Package.main(name)` raises `Refused`, for
without it there are none.
"""

import posixpath
import re
from urllib.parse import unquote

from lms import archives

from .found import CannotRead, Refused

MB = 1024 * 1024
# As many questions as are read, each with a file of its own, and their pictures.
MOST_MEMBERS = 12_000
# Of all that is read as text out of one package, and of one picture.
MOST_TEXT = 40 * MB
MOST_PICTURE = 20 * MB

is_one = archives.is_one
SENTENCES = {"too_many_members", "unpacks_too_large", "password", "packing", "unsafe_names"}


def opened(content):
    """A `Package`. Raises `Refused`, before anything is unpacked."""
    try:
        return Package(content, most_members=MOST_MEMBERS)
    except archives.Refused as why:
        raise _said(why) from why


def _said(why):
    code = why.code if why.code in SENTENCES else "damaged"
    return Refused(f"package_{code}", **why.values)


class Package(archives.Archive):
    """Its members are read when they are asked for, and texts are counted together."""

    left = MOST_TEXT

    def main(self, name):
        """A member without which there is nothing to read. Raises `Refused`."""
        try:
            return self._text(name)
        except archives.Refused as why:
            raise _said(why) from why

    def read(self, name):
        """A member that one question needs. Raises `CannotRead`."""
        try:
            return self._text(name)
        except archives.Refused as why:
            code = "member_missing" if why.code == "missing" else "member_damaged"
            raise CannotRead(code, name=name) from why

    def picture(self, name):
        """The bytes of a picture, or None where it is missing or damaged."""
        try:
            return super().read(name, most=MOST_PICTURE)
        except archives.Refused:
            return None

    def _text(self, name):
        self.left -= self.size(name)
        if self.left < 0:
            raise Refused("package_unpacks_too_large")
        return super().read(name)


def beside(name, address):
    """The member that `address` means in the file `name`; empty for what lies outside the package.

    >>> beside("items/a.xml", "../hinh/tam%20giac.png?v=1")
    'hinh/tam giac.png'
    """
    path = unquote(re.split(r"[?#]", address)[0])
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/", path) or not path:
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    return "" if joined.startswith("..") else joined
