"""One store for files that are made here, each under the hash of its content: light copies of films, whatever
an app unpacks.

The same content is one file, however often it is made. The folder has no address of its own: a view that has
asked who may read it serves `path(digest)`. Who keeps a digest keeps a row that says whose content it is.
"""

import hashlib
import os
import re
from pathlib import Path

from django.conf import settings

FOLDER = "contents"
DIGEST = re.compile(r"[0-9a-f]{64}")


def path(digest):
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"Not the hash of a content: {digest!r}")
    return Path(settings.MEDIA_ROOT) / FOLDER / digest[:2] / digest


def keep(made):
    """Move the finished file `made`, which must lie under MEDIA_ROOT, into the store; returns its digest.

    It is on the disk when this returns, and whole or not there at all whenever one looks.
    """
    with Path(made).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    target = path(digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(made).replace(target)
    sync_folder(target.parent)
    return digest


def forget(digest):
    path(digest).unlink(missing_ok=True)


def kept():
    """(digest, path) of everything in the store."""
    for file in (Path(settings.MEDIA_ROOT) / FOLDER).glob("??/*"):
        if DIGEST.fullmatch(file.name):
            yield file.name, file


def sync_folder(folder):
    """What was moved into a folder is there after a power cut only once the folder is written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
