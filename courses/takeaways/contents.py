"""Where the files of a page lie here, how many bytes they are, and the hash of what is in them."""

import hashlib
import mimetypes
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

from courses import files
from courses.media import copies
from courses.takeaways.asked_for import FILES, PICTURES, STATIC
from lms import contents
from lms.storage import JOINED, OURS, joined, light

# What a script or style sheet of ours names beside itself, whether at once or later.
BESIDE = re.compile(r"""["'(](\.{1,2}/[^"'()\s?#]+)""")
LEADS_ON = (".js", ".css")


@dataclass(frozen=True)
class Content:
    """One file as a browser gets it; `wire`: packed, as it travels. `path` is where it lies, `made` what was
    made of its source on the spot (before `collectstatic`)."""

    bytes: int
    wire: int
    sha256: str
    type: str
    path: Path = None
    made: bytes = None

    def read(self):
        return self.made if self.made is not None else self.path.read_bytes()


def find(url):
    """The Content behind an address of ours; None when nothing is there (any more)."""
    try:
        if url.startswith(STATIC):
            return _static(unquote(url.removeprefix(STATIC)))
        if url.startswith(PICTURES):
            return _on_disk(safe_join(settings.MEDIA_ROOT / "images", unquote(url.removeprefix(PICTURES))))
        if url.startswith(FILES):
            return _of_lecture(*unquote(url.removeprefix(FILES)).split("/"))
    except (OSError, ValueError, TypeError, SuspiciousFileOperation):
        return None
    return None


def with_all_it_names(url):
    """The static file at `url` and every other one that it leads to, as addresses."""
    found, to_read = {}, [url]
    while to_read:
        one = to_read.pop()
        if one not in found:
            found[one] = None
            to_read += _named_by(one)
    return list(found)


@lru_cache(maxsize=2000)
def _named_by(url):
    if not url.endswith(LEADS_ON):
        return []
    content = find(url)
    if content is None:
        return []
    beside = posixpath.dirname(url)
    named = {
        posixpath.normpath(posixpath.join(beside, one)) for one in BESIDE.findall(content.read().decode())
    }
    return sorted(one for one in named if one.startswith(STATIC) and find(one))


def _static(name):
    handed_out = Path(safe_join(settings.STATIC_ROOT, name))
    if handed_out.is_file():
        return _on_disk(handed_out)
    return _of_source(name)


@lru_cache(maxsize=2000)
def _of_source(name):
    """Before `collectstatic`: as it will be made."""
    source = finders.find(name)
    if not source:
        return None
    made = Path(source).read_bytes()
    if OURS.fullmatch(name):
        made = light(name, joined(name) if name in JOINED else made.decode()).encode()
    digest = hashlib.sha256(made).hexdigest()
    return Content(len(made), len(brotli.compress(made, quality=5)), digest, _type(name), made=made)


def _of_lecture(source_hash, *rest):
    if len(rest) == 2 and rest[0] == "copies":
        made = copies.find(source_hash, rest[1])
        if made is None or made.name != rest[1]:
            return None
        path = contents.path(made.digest)
        size = path.stat().st_size
        return Content(size, size, made.digest, made.content_type, path)
    (name,) = rest
    found = next(iter(files.find(source_hash, name)), None)
    return found and _on_disk(found.file.path, found.content_type)


def _on_disk(path, content_type=""):
    path = Path(path)
    stat = path.stat()
    return _hashed(path, stat.st_mtime_ns, stat.st_size, content_type)


@lru_cache(maxsize=5000)
def _hashed(path, _at, size, content_type):
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    packed = path.with_name(path.name + ".br")
    wire = packed.stat().st_size if packed.exists() else size
    return Content(size, wire, digest, content_type or _type(path.name), path)


def _type(name):
    if name.endswith(".js"):
        return "text/javascript; charset=utf-8"
    found = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found == "text/css" else found
