"""The letters of the Thái (Tai Viet, U+AA80–AADF): Android has none, so a page that shows some names a font.

Who wrote them, and in which field, does not matter: the finished HTML is looked through.
"""

import re

from django.templatetags.static import static

from lms import libraries

SHEET = "tai-viet.css"
# As they stand in HTML, and as JSON inside a page writes them.
LETTERS = re.compile(rb"\xea\xaa[\x80-\xbf]|\xea\xab[\x80-\x9f]|\\u[aA]{2}[89a-dA-D][0-9a-fA-F]")
HEAD_END = b"</head>"


class FontForTaiViet:
    """Middleware: the pages that are not kept (those are finished by courses/keeping.py)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        if is_html and not response.streaming and "Content-Encoding" not in response.headers:
            content = response.content
            if (finished := _with_font(content)) is not content:
                response.content = finished
                if "Content-Length" in response.headers:
                    response.headers["Content-Length"] = str(len(finished))
        return response


def with_font(html):
    """`html` of a page of ours, with the font if it shows letters of the Thái."""
    content = html.encode()
    finished = _with_font(content)
    return html if finished is content else finished.decode()


def _with_font(content):
    if not LETTERS.search(content) or not (sheet := libraries.address(SHEET)):
        return content
    # The back office has looks of its own; and nothing is put in twice.
    if static("lms/css/site.css").encode() not in content or sheet.encode() in content:
        return content
    return content.replace(HEAD_END, f'<link rel="stylesheet" href="{sheet}">'.encode() + HEAD_END, 1)
