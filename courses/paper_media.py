"""The pictures and sounds of a paper, taken along with it: what is sealed tells no address before it
opens."""

import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

from courses import files
from courses.media import copies
from lms import contents

PICTURES, FILES = "/media/images/", "/files/"
# All of a paper; what goes beyond stays at school, and its place says so.
MOST_BYTES = 8 * 1024 * 1024
PICTURE = re.compile(r"<picture>(.*?)</picture>", re.DOTALL)
WEBP = re.compile(r'<source type="image/webp" srcset="([^"]*)"[^>]*>')
OTHERS = re.compile(r"<source [^>]*>\s*|\s(?:srcset|sizes)=\"[^\"]*\"|\s(?:data-show|data-failed)=\"[^\"]*\"")
SOUND = re.compile(r"(<audio [^>]*>)(.*?)(</audio>)", re.DOTALL)
FORMS = re.compile(r'<source src="([^"]*)" type="([^"]*)">')
ADDRESS = re.compile(r'src="((?:/media/images|/files)/[^"]*)"')
WIDE = 640
TYPES = {".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


def taken_out(html):
    """(the HTML with one form of each picture and sound, {its address: {"type", "content"}} in base64)."""
    html = PICTURE.sub(lambda found: f"<picture>{_one_picture(found[1])}</picture>", html)
    types = {}
    html = SOUND.sub(lambda found: found[1] + _one_sound(found[2], types) + found[3], html)
    media, size = {}, 0
    for address in dict.fromkeys(ADDRESS.findall(html)):
        content = _read(address)
        if content is None or size + len(content) > MOST_BYTES:
            continue
        size += len(content)
        kind = types.get(address) or TYPES.get(Path(address).suffix.lower(), "application/octet-stream")
        media[address] = {"type": kind, "content": b64encode(content).decode()}
    return html, media


def _one_picture(inside):
    """The picture in the form that every browser since Chrome 80 shows, as wide as a tablet's column."""
    chosen = WEBP.search(inside)
    inside = OTHERS.sub("", inside)
    if chosen is None:
        return inside
    offered = [part.strip().partition(" ") for part in chosen[1].split(",")]
    _far, address = min((abs(int(width.rstrip("w") or 0) - WIDE), url) for url, _space, width in offered)
    return re.sub(r'src="[^"]*"', f'src="{address}"', inside, count=1)


def _one_sound(inside, types):
    """AAC is played everywhere; else the first form there is."""
    forms = FORMS.findall(inside)
    if not forms:
        return inside
    address, kind = next((one for one in forms if "mp4" in one[1]), forms[0])
    types[address] = kind
    return f'<source src="{address}" type="{kind}">'


def _read(address):
    try:
        if address.startswith(PICTURES):
            name = unquote(address.removeprefix(PICTURES))
            return Path(safe_join(settings.MEDIA_ROOT / "images", name)).read_bytes()
        return _sound(*unquote(address.removeprefix(FILES)).split("/"))
    except (OSError, ValueError, TypeError, SuspiciousFileOperation):
        return None


def _sound(content_hash, *rest):
    if len(rest) == 2:
        made = copies.find(content_hash, rest[1])
        return made and Path(contents.path(made.digest)).read_bytes()
    found = next(iter(files.find(content_hash, *rest)), None)
    return found and Path(found.file.path).read_bytes()
