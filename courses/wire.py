"""What a page costs on the wire: its HTML and all that it asks for by itself, packed as a browser gets it."""

import re
from functools import lru_cache
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders

from lms.storage import JOINED, OURS, joined, light

ASKED_FOR = re.compile(r'(?:src|href)="([^"#?]+)')


def page_bytes(html):
    """Bytes of `html`, its style sheets, modules and drawings. Pictures, sound and films are not in it."""
    names = {
        address.removeprefix(settings.STATIC_URL)
        for address in ASKED_FOR.findall(html)
        if address.startswith(settings.STATIC_URL)
    }
    return len(brotli.compress(html.encode(), quality=9)) + sum(map(_static_bytes, names))


@lru_cache(maxsize=512)
def _static_bytes(name):
    handed_out = Path(settings.STATIC_ROOT) / name
    packed = handed_out.with_name(handed_out.name + ".br")
    if packed.exists():
        return packed.stat().st_size
    path = handed_out if handed_out.exists() else finders.find(name)
    if not path:
        return 0
    if not OURS.fullmatch(name):
        return len(brotli.compress(Path(path).read_bytes()))
    source = joined(name) if name in JOINED else Path(path).read_text()
    return len(brotli.compress(light(name, source).encode()))
