"""Two servers that do it wrong, so that `make faults` can show that it would notice.

`acknowledges_first` says «stored» and writes a moment later: what a power cut in between takes is lost.
`names_events` gives each event an id of its own: what is sent twice is there twice.
The product imports neither.
"""

import gzip
import io
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from lms.wsgi import application as right

PAUSE = 0.05


def acknowledges_first(environ, start_response):
    if not _brings_events(environ):
        return right(environ, start_response)
    told, body = _read(environ)

    def write():
        time.sleep(PAUSE)
        _told(right, environ | {"wsgi.input": io.BytesIO(body)})

    writers().submit(write)
    results = [{"id": event["id"], "status": "stored", "reason": ""} for event in told["events"]]
    return _answer(start_response, "200 OK", {"results": results})


def names_events(environ, start_response):
    if not _brings_events(environ):
        return right(environ, start_response)
    told, _body = _read(environ)
    known = {}
    for event in told["events"]:
        made = str(uuid.uuid4())
        known[made], event["id"] = event["id"], made
    body = json.dumps(told).encode()
    changed = environ | {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    changed.pop("HTTP_CONTENT_ENCODING", None)
    status, content = _told(right, changed)
    if not status.startswith("200"):
        return _answer(start_response, status, {})
    answer = json.loads(content)
    for one in answer["results"]:
        one["id"] = known[one["id"]]
    return _answer(start_response, status, answer)


@cache
def writers():
    """Made when the first is needed: threads do not survive the fork of a web worker."""
    return ThreadPoolExecutor(max_workers=8)


def _told(application, environ):
    """(status, body) of an answer, closed as a server closes it: the connection goes back."""
    seen = {}
    response = application(environ, lambda status, headers, *_more: seen.update(status=status))
    try:
        return seen["status"], b"".join(response)
    finally:
        response.close()


def _brings_events(environ):
    return environ["PATH_INFO"] == "/sync/" and environ["REQUEST_METHOD"] == "POST"


def _read(environ):
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    text = gzip.decompress(body) if environ.get("HTTP_CONTENT_ENCODING") == "gzip" else body
    return json.loads(text), body


def _answer(start_response, status, told):
    body = json.dumps(told).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
