"""One HTML for all: a published page is built once and kept until something is published.

`KeptPages` (middleware) answers for public pages before sessions and users are even looked at, and
for private ones to whoever shows a pass (courses/reading_passes.py); `serve` answers for the rest, after
the page has asked who may read it. Publishing is rare, and a page shows its neighbours' titles, so
any publishing forgets everything: simple and right.
"""

import gzip
import hashlib
import re
import uuid
import zlib
from collections import namedtuple
from functools import cache
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from courses import reading_passes
from courses.models.kept import Edition, KeptPage
from lms import tai_viet
from lms.env import BASE_DIR
from lms.kept_pages import keep_under
from lms.words import CATALOGUE

MINUTE = 60
# What Wagtail takes for a page, with ASCII slugs.
PAGE = re.compile(r"/(?:[\w-]{1,255}/){0,8}", re.ASCII)
MOST_IN_MEMORY = 200
FIELDS = ("public", "more_when_signed_in", "code", "etag", "gzip", "brotli", "expires_at")

Found = namedtuple("Found", "stamp kept")
_memory = {}


class KeptPages:
    """Answers GET for kept pages at once, public ones or with a pass; everything else goes on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        kept = None
        if request.method in ("GET", "HEAD"):
            kept = _with_pass(request) if reading_passes.is_shown(request) else _public(request)
        if kept is None:
            return self.get_response(request)
        response = answer(request, kept)
        if reading_passes.is_shown(request) and not _may_be_page(request.path_info):
            # A good pass is bound to whom this cookie names.
            keep_under(request.COOKIES["learner"], response)
        return response


def _public(request):
    kept = recall(request.path_info) if _may_be_page(request.path_info) else None
    if kept is None or not kept["public"]:
        return None
    more = kept["more_when_signed_in"] and settings.SESSION_COOKIE_NAME in request.COOKIES
    return None if more else kept


def _with_pass(request):
    stamp = edition()
    return recall(request.path_info, stamp) if reading_passes.is_good(request, stamp) else None


def serve(page, request, build, public, more_when_signed_in=False, until=None):
    """The page as HTML for everybody who may read it; the right to read was asked before.

    `build()` gives the template's context, `until()` when it will say something else by itself; both are
    called only when nothing is kept.
    """
    kept = recall(request.path_info)
    if kept is None or kept["public"] != public:
        kept = _make(page, request.path_info, build, public, more_when_signed_in, until)
    return answer(request, kept)


def answer(request, kept):
    """A response from what is kept: 304 when the browser has it, else packed as it likes."""
    headers = {"ETag": kept["etag"], "Vary": "Accept-Encoding"}
    if kept["public"]:
        age = 0 if kept["more_when_signed_in"] else MINUTE
        headers["Cache-Control"] = f"public, max-age={age}, must-revalidate"
    elif not _may_be_page(request.path_info):
        # A paper: «back» after signing out must not show it to the next child at this tablet.
        headers["Cache-Control"] = "private, no-store"
    else:
        headers["Cache-Control"] = "private, no-cache"
    if kept["etag"] in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    accepted = request.headers.get("Accept-Encoding", "")
    if "br" in accepted:
        body, headers["Content-Encoding"] = kept["brotli"], "br"
    elif "gzip" in accepted:
        body, headers["Content-Encoding"] = kept["gzip"], "gzip"
    else:
        body = gzip.decompress(kept["gzip"])
    headers["Content-Length"] = str(len(body))
    return HttpResponse(body, headers=headers)


def recall(path, stamp=None):
    """What is kept for `path`, as a dict; None when there is nothing (any more)."""
    # The stamp first: whoever publishes in between makes it differ the next time.
    stamp = stamp or edition()
    found = _memory.get(path)
    if found is None or found.stamp != stamp:
        if len(_memory) >= MOST_IN_MEMORY:
            _memory.clear()
        found = _memory[path] = Found(stamp, _read(path))
    kept = found.kept
    if kept and kept["expires_at"] and kept["expires_at"] <= timezone.now():
        return None
    return kept


def forget_everything(**kwargs):
    """Called inside the transaction that publishes, moves or takes down a page."""
    Edition.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    KeptPage.objects.all().delete()
    _memory.clear()


def edition():
    """The stamp of the edition, which other processes change as well: asked each time, so without ORM."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp FROM courses_edition WHERE id = 1")
        row = cursor.fetchone()
    return row and str(row[0])


def _read(path):
    row = KeptPage.objects.filter(path=path, code=code_version()).values(*FIELDS).first()
    if row:
        row["gzip"], row["brotli"] = bytes(row["gzip"]), bytes(row["brotli"])
    return row


def _make(page, path, build, public, more_when_signed_in, until):
    stamp = _edition_now()
    template, context, keep = build()
    # No request: what asks for a person, a cookie or a token finds none.
    html = tai_viet.with_font(render_to_string(template, context))
    body = html.encode()
    kept = {
        "public": public,
        "more_when_signed_in": more_when_signed_in,
        "code": code_version(),
        "etag": f'W/"{hashlib.sha256(body).hexdigest()[:24]}"',
        "gzip": gzip.compress(body, 9, mtime=0),
        "brotli": brotli.compress(body, quality=9),
        "expires_at": min(filter(None, [page.expire_at, until and until()]), default=None),
    }
    if keep and len(path) <= 255:
        _keep(page, path, kept, stamp)
    return kept


def _keep(page, path, kept, stamp):
    """Keep it, unless something was published while it was being built."""
    try:
        with transaction.atomic():
            if Edition.objects.select_for_update().filter(pk=1, stamp=stamp).exists():
                KeptPage.objects.update_or_create(path=path, defaults={"page_id": page.pk, **kept})
                _memory.pop(path, None)
    except DatabaseError:
        # A read-only or busy database must not keep a pupil from reading.
        connection.close_if_unusable_or_obsolete()


def _edition_now():
    return Edition.objects.get_or_create(pk=1)[0].stamp


@cache
def code_version():
    """Changes with our templates, words, code and static files: a new release builds anew."""
    digest = zlib.crc32(b"")
    here = Path(__file__).resolve().parent
    paths = [
        *sorted((BASE_DIR / "templates").rglob("*.html")),
        *sorted(here.rglob("*.py")),
        *sorted((here.parent / "lms").rglob("*.py")),
        CATALOGUE,
    ]
    for path in paths:
        if path.exists():
            digest = zlib.crc32(path.read_bytes(), digest)
    files = getattr(staticfiles_storage, "hashed_files", {})
    digest = zlib.crc32(repr(sorted(files.items())).encode(), digest)
    return f"{digest:08x}"


def _may_be_page(path):
    return bool(PAGE.fullmatch(path)) and path[1:].partition("/")[0] not in _own_first_words()


@cache
def _own_first_words():
    """First parts of the addresses of our own views; what begins otherwise is a page."""
    return set(_first_words(get_resolver().url_patterns, ""))


def _first_words(patterns, prefix):
    for pattern in patterns:
        route = prefix + getattr(pattern.pattern, "_route", "<")
        word = route.partition("/")[0]
        if isinstance(pattern, URLResolver) and "/" not in route:
            yield from _first_words(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern | URLResolver) and word and "<" not in word:
            yield word
