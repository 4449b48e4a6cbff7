"""A takeaway as one file, for a USB stick, Bluetooth or a hotspot: a tablet loads it without any network.

A ZIP that packs nothing (`stored`): `manifest.json` – the list of listing.py with `policy` –,
`manifest.sig` – «kid.signature» of the school under these very bytes (lms/school_keys.py) –, and each content
once, named by its hash. No name in it is an address: where a content goes is said by the signed list alone.
"""

import hashlib
import json
import os
import shutil
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.csp import build_policy
from django.utils.translation import gettext as _

from courses.takeaways import listing
from courses.weight import in_words
from lms import school_keys
from lms.text import make_slug

FOLDER = "packs"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
NAMES = {"lecture": "bai", "course": "khoa-hoc"}
# What a tablet with little room takes from a stick in some minutes.
MOST_BYTES = 300_000_000
# Made anew when it is asked for again.
KEPT = timedelta(days=3)


class TooLarge(Exception):  # noqa: N818 – it is an answer, not an accident
    """More than a tablet takes at once, as a sentence."""


def pack(chosen, user, films=False):
    """(path of the file, its sha-256); made once for each edition."""
    manifest, html, contents = listing.whole_of(chosen, user)
    # Whatever browser it comes to has to play it.
    for row in manifest["files"]:
        row.pop("lighter", None)
    if not films:
        manifest["files"] = [row for row in manifest["files"] if not row.get("film")]
    if (size := bytes_of(manifest)) > MOST_BYTES:
        raise TooLarge(
            _(
                "This would be %(size)s, and a tablet takes %(most)s at once. Leave the films out, or "
                "hand on fewer lectures."
            )
            % {"size": in_words(size), "most": in_words(MOST_BYTES)}
        )
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{manifest['edition']}{'-films' if films else ''}"
    if made := next(iter(folder.glob(f"{name}.*.zip")), None):
        return made, made.name.split(".")[1]
    return _make(folder, name, manifest, html, contents)


def name_of(chosen, films=False):
    """What the file is called wherever it goes: goi-tuan-6A-tuan-12.zip, bai-phan-so-co-phim.zip."""
    today = timezone.localdate()
    if chosen.school_class:
        week = chosen.school_class.year.week_of(today)
        name = f"goi-tuan-{make_slug(chosen.school_class.name).upper()}"
        name += f"-tuan-{week}" if week else f"-{today:%d-%m-%Y}"
    else:
        name = f"{NAMES[chosen.kind]}-{make_slug(chosen.title)[:60]}"
    return f"{name}-co-phim.zip" if films else f"{name}.zip"


def bytes_of(manifest, films=True):
    """What the contents weigh in the file, each once."""
    rows = [*manifest["pages"], *(row for row in manifest["files"] if films or not row.get("film"))]
    return sum({row["sha256"]: row["bytes"] for row in rows}.values())


def forget_the_old():
    """A duty of the night."""
    oldest = (timezone.now() - KEPT).timestamp()
    for made in (Path(settings.MEDIA_ROOT) / FOLDER).glob("*"):
        if made.stat().st_mtime < oldest:
            made.unlink(missing_ok=True)


def _make(folder, name, manifest, html, contents):
    # Pages that come from a file are shown under the same rules as from the school.
    manifest["policy"] = build_policy(settings.SECURE_CSP)
    told = json.dumps(manifest, ensure_ascii=False).encode()
    keys = school_keys.public_keys()
    begun = folder / f"{uuid.uuid4()}.begun"
    try:
        with zipfile.ZipFile(begun, "w", zipfile.ZIP_STORED, allowZip64=False) as file:
            file.writestr(MANIFEST, told)
            file.writestr(SIGNATURE, f"{keys['kid']}.{school_keys.sign(told)}")
            written = set()
            for row in [*manifest["pages"], *manifest["files"]]:
                if row["sha256"] not in written:
                    written.add(row["sha256"])
                    with file.open(row["sha256"], "w") as entry:
                        _write(entry, html.get(row["url"]), contents.get(row["url"]))
        with begun.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        made = folder / f"{name}.{digest}.zip"
        os.replace(begun, made)
    finally:
        begun.unlink(missing_ok=True)
    return made, digest


def _write(entry, html, content):
    """A film piece by piece: it may weigh as much as the whole file may."""
    if html is not None:
        entry.write(html)
    elif content.path is None:
        entry.write(content.read())
    else:
        with content.path.open("rb") as source:
            shutil.copyfileobj(source, entry)
