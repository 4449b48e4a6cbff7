"""What is sent as light as the browser takes it: texts that are the same for everybody, kept packed, and
every page made for one reader."""

import gzip
import hashlib
from functools import lru_cache

import brotli
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

# Pictures, films, PDF and archives are packed as they are.
PACKABLE = ("text/html", "application/json")
# Shorter ones fit into the first packet either way.
WORTH_PACKING = 1000
# Somebody on the line who could make a page say something must not learn from its length what else it says:
# each answer is longer by a number of bytes that nobody knows before.
MOST_UNTOLD_BYTES = 100


class PackedPages:
    """Middleware: pages and JSON that were made for this request; what is kept comes packed already."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.streaming or len(response.content) < WORTH_PACKING or _is_done(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = compress_string(response.content, max_random_bytes=MOST_UNTOLD_BYTES)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _is_done(response):
    """Whether this is no text, or named byte for byte: packed already, a part, under a strong name."""
    told = response.headers
    is_text = told.get("Content-Type", "").startswith(PACKABLE)
    named = told.get("ETag", "").startswith('"')
    return not is_text or named or "Content-Encoding" in told or "Content-Range" in told


def packed(request, text, content_type):
    """A response with `text`: 304 when the browser has it."""
    etag, ways = _ways(text)
    headers = {"ETag": etag, "Vary": "Accept-Encoding"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    accepted = request.headers.get("Accept-Encoding", "")
    way = next((name for name in ("br", "gzip") if name in accepted), "")
    if way:
        headers["Content-Encoding"] = way
    return HttpResponse(ways[way], content_type=content_type, headers=headers)


@lru_cache(maxsize=32)
def _ways(text):
    body = text.encode()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    return etag, {"": body, "gzip": gzip.compress(body, 9, mtime=0), "br": brotli.compress(body)}
