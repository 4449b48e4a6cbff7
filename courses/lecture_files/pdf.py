"""PDF → a picture and the words of each page. pdfium is C code and the file a stranger's: it is read by a
process of its own that has little memory, little time and nothing of ours (pdf_child.py)."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import unicodedata
from pathlib import Path

from PIL import Image

from lms import photos

from . import drawn
from .found import Issue, Piece, Refused, Result
from .pdf_words import put_together

LABEL = "PDF"
HEAD = b"%PDF-"
# Some programs write something before it.
HEAD_WITHIN = 1024
MOST_PAGES = 120
# A lecture of more pages is heavy to open; at so many the next one begins.
PAGES_A_LECTURE = 20
MOST_SECONDS = 240
CHILD = Path(__file__).with_name("pdf_child.py")
LEAST_WORDS = 3
LONGEST_PAGE = 6_000


def is_one(content):
    return HEAD in content[:HEAD_WITHIN]


def read(content, watch=None):
    """A piece for each page. Raises `Refused`."""
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        told = _told_by_child(content, Path(folder), watch or (lambda done, total: None))
        pages = [_page(Path(folder), page) for page in told["pages"]]
    issues = [(piece.place, issue) for piece in pages for issue in piece.issues]
    return Result("pdf", pages, told.get("title", "")[:250], len(pages), issues)


def _told_by_child(content, folder, watch):
    (folder / "file.pdf").write_bytes(content)
    command = [sys.executable, "-I", str(CHILD), str(folder), str(MOST_PAGES)]
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=_bare(),
        text=True,
    )
    killer = threading.Timer(MOST_SECONDS, child.kill)
    killer.start()
    told = {}
    try:
        for line in child.stdout:
            told = _line(line, watch) or told
        code = child.wait()
    finally:
        killer.cancel()
        child.kill()
        child.stdout.close()
        child.wait()
    if told.get("refused"):
        raise Refused(told["refused"], **told.get("values", {}))
    if code < 0 or (code and not told):
        # Killed by its limits, or by what the file did to it.
        raise Refused("pdf_too_heavy")
    if code or "pages" not in told:
        raise Refused("pdf_damaged")
    return told


def _line(line, watch):
    """What the child says in a line: how far it is, or – the last one – what it found."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    if "done" in told:
        watch(told["done"], told["total"])
        return None
    return told


def _bare():
    """Only what Python needs to find itself; no secret of ours."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}


def _page(folder, told):
    number = int(told["page"])
    try:
        with Image.open(folder / f"{number}.jpg", formats=["JPEG"]) as picture:
            picture.load()
            shown = drawn.kept(picture.convert("RGB"), is_photo=True)
    except photos.BROKEN as why:
        raise Refused("pdf_damaged") from why
    text = unicodedata.normalize("NFC", put_together(told["lines"]))[:LONGEST_PAGE]
    piece = Piece("page", {"text": text, "alt": ""}, number, picture=shown)
    if len(text.split()) < LEAST_WORDS:
        piece.issues.append(Issue("no_text_layer"))
    piece.begins_lecture = number > 1 and (number - 1) % PAGES_A_LECTURE == 0
    return piece
