"""What a lecture says of its weight is true, and light enough."""

import re
from pathlib import Path

import brotli
from django.contrib.staticfiles import finders

from courses.templatetags.lectures import PAGE_ITSELF, weight
from lms.storage import OURS, light
from tests.courses import builders

IMPORT = re.compile(r"""(?:import|from)\s*(?:url\()?["'](\.{1,2}/[^"']+)["']""")


def loaded_by(html):
    """Our static files that the page loads, with the modules and style sheets these import."""
    waiting = [
        path.split("?")[0].split("#")[0] for path in re.findall(r'(?:src|href)="/static/([^"]+)"', html)
    ]
    found = {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = Path(finders.find(path)).read_bytes()
        if OURS.fullmatch(path):
            found[path] = light(path, found[path].decode()).encode()
        folder = path.rpartition("/")[0].split("/")
        for target in IMPORT.findall(found[path].decode(errors="ignore")):
            parts = list(folder)
            for step in target.split("/"):
                parts = parts[:-1] if step == ".." else parts if step == "." else [*parts, step]
            waiting.append("/".join(parts))
    return found


def test_a_first_visit_loads_what_is_said_and_less_than_40_kb(db, client):
    html = client.get(builders.make_lecture().url).content
    files = loaded_by(html.decode())
    assert {"courses/reading.js", "lms/js/outbox.js", "lms/css/base.css"} <= files.keys()
    total = sum(len(brotli.compress(content)) for content in [html, *files.values()])
    assert total < 40_000
    assert abs(total - PAGE_ITSELF) < 8_000, total


def test_weights_are_said_as_people_say_them():
    assert [weight(size) for size in (0, 1, 240_000, 999_499, 1_258_291, 12_000_000)] == [
        "0 KB",
        "1 KB",
        "240 KB",
        "999 KB",
        "1,3 MB",
        "12 MB",
    ]
