"""PDF → a picture and the words of each page. pdfium is C code and the file a stranger's: it is read by a
process of its own that has little memory, little time and nothing of ours (pdf_child.py)."""

import json
import os
import signal
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
MB = 1024 * 1024
# Of the processor: a page of maps takes one or two. A small file gets little in all: it may say much.
SECONDS_OF_A_PAGE = 8
SECONDS_OF_A_FILE, SECONDS_OF_A_MB, MOST_SECONDS_OF_A_FILE = 25, 4, 180
# What the child may say: in a line, which is a page, and in all.
MOST_OF_A_LINE, MOST_OF_ALL = 1 * MB, 16 * MB
CHILD = Path(__file__).with_name("pdf_child.py")
LEAST_WORDS = 3
LONGEST_PAGE = 6_000


def is_one(content):
    return HEAD in content[:HEAD_WITHIN]


def read(content, watch=None, a_lecture=PAGES_A_LECTURE):
    """A piece for each page. Raises `Refused`."""
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        told = _told_by_child(content, Path(folder), watch or (lambda done, total: None))
        pages = [_page(Path(folder), page, a_lecture) for page in told["read"]]
    issues = [(piece.place, issue) for piece in pages for issue in piece.issues]
    return Result("pdf", pages, told.get("title", "")[:250], len(pages), issues)


def _told_by_child(content, folder, watch):
    """{"read": what the child told of each page, "title"}. Raises `Refused`."""
    (folder / "file.pdf").write_bytes(content)
    seconds = min(SECONDS_OF_A_FILE + SECONDS_OF_A_MB * len(content) // MB, MOST_SECONDS_OF_A_FILE)
    limits = [str(limit) for limit in (MOST_PAGES, seconds, SECONDS_OF_A_PAGE)]
    child = subprocess.Popen(
        [sys.executable, "-I", str(CHILD), str(folder), *limits],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=_bare(),
    )
    killer = threading.Timer(MOST_SECONDS, child.kill)
    killer.start()
    last, pages, at = {}, [], 0
    try:
        for told in _lines(child.stdout):
            if "done" in told:
                at = told["done"] + 1
                watch(told["done"], told["total"])
            elif "page" in told:
                pages.append(told)
            else:
                last = told
        code = child.wait()
    finally:
        killer.cancel()
        child.kill()
        child.stdout.close()
        child.wait()
    if last.get("refused"):
        raise Refused(last["refused"], **last.get("values", {}))
    if code == -signal.SIGPROF:
        raise Refused("pdf_page_slow", page=at, limit=SECONDS_OF_A_PAGE)
    if code == -signal.SIGXCPU:
        raise Refused("pdf_slow", limit=seconds)
    if code < 0 or (code and not last):
        # Killed by its other limits, or by what the file did to it.
        raise Refused("pdf_too_heavy")
    if code or last.get("pages") != len(pages):
        raise Refused("pdf_damaged")
    return {"read": pages, "title": last.get("title", "")}


def _lines(output):
    """What the child says, line by line: how far it is, a page, and – the last one – that it is done. Whoever
    broke out of pdfium could say anything, and for ever."""
    left = MOST_OF_ALL
    while line := output.readline(MOST_OF_A_LINE + 1):
        left -= len(line)
        if len(line) > MOST_OF_A_LINE or left < 0:
            raise Refused("pdf_too_heavy")
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            yield told


def _bare():
    """Only what Python needs to find itself; no secret of ours."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}


def _page(folder, told, a_lecture):
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
    piece.begins_lecture = number > 1 and (number - 1) % a_lecture == 0
    return piece
