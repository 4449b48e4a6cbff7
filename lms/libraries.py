"""Scripts and fonts of other people that browsers load: npm fetches them at set-up (make/libraries.py).

Only the files named here become static files. A library that is missing has no address, and the page
that would use it does without, in words.
"""

import gzip
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage
from django.templatetags.static import static

FOLDER = settings.BASE_DIR / "node_modules"
SHEETS_FOLDER = settings.BASE_DIR / "lms" / "library_sheets"
PREFIX = "libraries"
# Reads square codes in a picture; for browsers without a BarcodeDetector. Apache-2.0.
QR_READER = "jsqr/dist/jsQR.js"
# Draws square codes; for what goes from one screen to another without a network. MIT.
QR_WRITER = "qrcode-generator/dist/qrcode.mjs"
# Letters of the Thái, for machines without (lms/tai_viet.py). The .woff is lighter than its .woff2. OFL-1.1.
TAI_VIET = "@fontsource/noto-sans-tai-viet/files/noto-sans-tai-viet-tai-viet-400-normal.woff"
FILES = [QR_READER, QR_WRITER, TAI_VIET, "@fontsource/noto-sans-tai-viet/LICENSE"]
# Our own style sheets that name a fetched file, and so are there only where it is.
SHEETS = {"tai-viet.css": TAI_VIET}


class Finder(BaseFinder):
    """For `collectstatic`."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=FOLDER)
        self.storage.prefix = PREFIX
        self.sheets = FileSystemStorage(location=SHEETS_FOLDER)
        self.sheets.prefix = PREFIX
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        name = path.removeprefix(f"{PREFIX}/")
        found = [str(_place(name))] if name != path and name in {*FILES, *SHEETS} and is_here(name) else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns):
        for name in FILES:
            if is_here(name) and not matches_patterns(name, ignore_patterns or []):
                yield name, self.storage
        for name in SHEETS:
            if is_here(name) and not matches_patterns(name, ignore_patterns or []):
                yield name, self.sheets


def is_here(name):
    return (FOLDER / SHEETS.get(name, name)).is_file()


def _place(name):
    return (SHEETS_FOLDER if name in SHEETS else FOLDER) / name


def address(name):
    """Where browsers load the library, or "" when set-up could not fetch it."""
    try:
        return static(f"{PREFIX}/{name}") if is_here(name) else ""
    except ValueError:
        return ""  # fetched, but static files were made ready before


@cache
def kilobytes(name):
    """What it weighs on the wire, to be said before it is loaded."""
    if not is_here(name):
        return 0
    return round(len(gzip.compress(Path(FOLDER / name).read_bytes(), 6)) / 1000)
