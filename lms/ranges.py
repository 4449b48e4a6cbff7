"""Serve a file whole or in part: browsers ask for parts of sound and video, and a download that was cut off
goes on where it stopped (lms/js/resume.js)."""

import re
from pathlib import Path

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

CHUNK = 64 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def serve_file(request, path, content_type, etag):
    """`path` as a response; 206 for one `Range`, 304 when the browser has it, 416 beyond its end."""
    size = Path(path).stat().st_size
    headers = {"ETag": f'"{etag}"', "Accept-Ranges": "bytes"}
    if request.headers.get("If-None-Match", "") in (f'"{etag}"', f'W/"{etag}"'):
        return HttpResponse(status=304, headers=headers)
    wanted = _range(request, size, etag)
    if request.method == "HEAD":
        # The length is what is asked for; the file need not be opened.
        return HttpResponse(content_type=content_type, headers={**headers, "Content-Length": str(size)})
    if wanted is None:
        return FileResponse(Path(path).open("rb"), content_type=content_type, headers=headers)
    first, last = wanted
    if first > last or first >= size:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    return StreamingHttpResponse(
        _part(path, first, last), status=206, content_type=content_type, headers=headers
    )


def _range(request, size, etag):
    """(first, last) that the browser asks for; None for the whole file."""
    text = request.headers.get("Range", "")
    match = RANGE.fullmatch(text.strip())
    # Several ranges at once, or a part of an older content: the whole file is a right answer.
    if not match or match[0] == "bytes=-" or request.headers.get("If-Range", f'"{etag}"') != f'"{etag}"':
        return None
    first, last = match.groups()
    if len(first) > 18 or len(last) > 18:
        return None
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last), size - 1) if last else size - 1


def _part(path, first, last):
    with Path(path).open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
