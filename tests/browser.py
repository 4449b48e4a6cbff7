"""The test client that looks at each page it opens, as a careful reader would.

It stands behind the `client` and `signed_in` fixtures, so a page is inspected wherever a test
opens it. Wagtail's own back office is not ours to judge.
"""

import gzip
import re
from functools import cache
from pathlib import PurePosixPath

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client

from lms import words
from lms.storage import OURS, light

NAMED_BY_THEMSELVES = {"hidden", "submit", "button", "reset", "image"}
# What HTML reads as a number, and the Vietnamese reader's dot for thousands makes another one of.
WHOLE_NUMBERS = ("maxlength", "minlength", "rows", "cols", "size", "colspan", "rowspan")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+$")
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"';]*["'](\.[^"']+)["']""", re.MULTILINE)


class Browser(Client):
    """Django's test client; fails the test when an opened page breaks one of the house's rules."""

    def force_login(self, user, backend=None):
        """As at the door, where the page that lets somebody in says who is here now."""
        super().force_login(user, backend)
        self.cookies.pop("learner", None)

    def request(self, **request):
        response = super().request(**request)
        # The same page comes from both databases; to look through it costs an eighth of the suite.
        if connection.vendor == "sqlite" and is_our_page(response, request.get("PATH_INFO", "")):
            faults = inspect(response, for_a_pupil=is_pupil(response))
            assert not faults, f"{request['PATH_INFO']}: " + "; ".join(faults)
        return response


def is_our_page(response, path):
    return (
        response.status_code in {200, 400, 403, 404, 422}
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not response.streaming
        and not path.startswith(("/admin/", "/documents/"))
        # What JavaScript fetches to put into a page is a piece without a head.
        and b"<html" in response.content[:200]
    )


def is_pupil(response):
    user = getattr(response.wsgi_request, "user", None)
    return bool(user and user.is_authenticated and not user.is_staff)


def inspect(response, for_a_pupil=False):
    """What is wrong with this page, a phrase each."""
    page = BeautifulSoup(response.content, "html.parser")
    return [
        *faults_of_the_frame(page),
        *faults_of_fields(page),
        *faults_of_numbers(page),
        *inline_code(page),
        *untranslated(page),
        *nameless(page),
        *third_parties(page),
        *(row_numbers(page) if for_a_pupil else ()),
    ]


def faults_of_the_frame(page):
    if page.html.get("lang") != "vi":
        yield "the page does not say that it is Vietnamese (lang)"
    if not page.find("meta", attrs={"name": "viewport"}):
        yield "no viewport: it will be tiny on a phone"
    headings = page.find_all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 instead of one"
        return
    title, heading = said(page.title), said(headings[0])
    if not heading or not title.startswith(heading):
        yield f"the title “{title}” does not begin with the h1 “{heading}”"
    ids = [element["id"] for element in page.find_all(id=True)]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"the id “{twice}” stands twice"


def faults_of_fields(page):
    ids = {element["id"] for element in page.find_all(id=True)}
    labelled = {label["for"] for label in page.find_all("label", attrs={"for": True})}
    for name in sorted(labelled - ids):
        yield f"a label speaks of “{name}”, which is not there"
    for field in page.find_all(["input", "select", "textarea"]):
        if field.get("type") in NAMED_BY_THEMSELVES:
            continue
        named = field.get("id") in labelled or field.find_parent("label")
        if not (named or field.get("aria-label") or field.get("aria-labelledby")):
            yield f"the field “{field.get('name')}” has no label"


def faults_of_numbers(page):
    """«1.000» in an attribute is one to a browser, and «12,5» is nothing."""
    for element in page.find_all(True):
        for name in WHOLE_NUMBERS:
            if not element.get(name, "0").isdecimal():
                yield f"<{element.name} {name}={element[name]}> is no plain number"
        measured = {
            "input": ("min", "max", "step"),
            "progress": ("max", "value"),
            "meter": ("min", "max", "value"),
            "img": ("width", "height"),
            "video": ("width", "height"),
        }
        for name in measured.get(element.name, ()):
            number = element.get(name, "")
            if GROUPED.match(number) or "," in number:
                yield f"<{element.name} {name}={number}> is no plain number"


def inline_code(page):
    for script in page.find_all("script"):
        # Blocks of data, which no browser runs.
        data = script.get("type") in {"application/json", "application/ld+json"}
        if not script.get("src") and not data:
            yield "an inline script, which the CSP refuses"
    if page.find("style"):
        yield "an inline <style>, which the CSP refuses"
    for element in page.find_all(True):
        for attribute in element.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{element.name} {attribute}=…>, which the CSP refuses"


def untranslated(page):
    english = english_sentences()
    for text in page.find_all(string=True):
        if text.parent.name in {"script", "style", "code", "math"}:
            continue
        words_said = said(text)
        if words_said in english:
            yield f"“{words_said}” is not translated"
        elif words_said in {"None", "True", "False"} or "{{" in words_said or "{%" in words_said:
            yield f"“{words_said}” is said to nobody"


def nameless(page):
    for element in page.find_all(["a", "button"]):
        pieces = [element, *element.find_all(True)]
        named = any(piece.get("aria-label") or piece.get("alt") for piece in pieces)
        # What stands in a <template> is no text to Beautiful Soup, but is read once it is on the page.
        if not (named or any(text.strip() for text in element.find_all(string=True))):
            yield f"a nameless <{element.name}>: {str(element)[:80]}"
    for picture in page.find_all("img", alt=False):
        yield f"a picture without alt: {picture.get('src')}"


def third_parties(page):
    """Only what the browser fetches by itself; a link that somebody chooses to follow is another thing."""
    for element in page.find_all(["script", "img", "link", "iframe", "audio", "video", "source"]):
        address = element.get("src") or (element.get("href") if element.name == "link" else "") or ""
        if address.startswith(("http:", "https:", "//")) and element.get("rel") != ["canonical"]:
            yield f"asks a third party: {address}"


def row_numbers(page):
    """A pupil meets codes, slugs and UUIDs; counting up a number must lead nowhere."""
    for element in page.find_all(["a", "form"]):
        address = element.get("href") or element.get("action") or ""
        for segment in address.partition("?")[0].split("/"):
            if segment.isdigit() and not re.fullmatch(r"20\d\d", segment):
                yield f"a row number in an address: {address}"


@cache
def english_sentences():
    """The msgids of our own that read differently in Vietnamese."""
    return {entry.msgid for entry in words.merged() if entry.msgstr != entry.msgid and entry.msgid.isascii()}


def said(element):
    text = element.get_text(" ") if hasattr(element, "get_text") else str(element)
    return " ".join(text.split())


def weight(response):
    """Bytes on the wire (gzip) of a page and all of its CSS and JavaScript when nothing is kept yet.

    Returns {"html": …, "css": …, "js": …, "total": …, "requests": …}; pictures are not counted.
    """
    page = BeautifulSoup(response.content, "html.parser")
    files = {link["href"] for link in page.find_all("link", rel="stylesheet")}
    files |= {link["href"] for link in page.find_all("link", rel="modulepreload")}
    files |= {script["src"] for script in page.find_all("script", src=True)}
    bytes_of = {"html": compressed(response.content), "css": 0, "js": 0}
    seen = set()
    waiting = [address.removeprefix(settings.STATIC_URL) for address in files]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        with open(finders.find(name), "rb") as file:
            content = file.read()
        if OURS.fullmatch(name):
            # As it goes out: without what only a reader of the source needs.
            content = light(name, content.decode()).encode()
        kind = "css" if name.endswith(".css") else "js"
        bytes_of[kind] += compressed(content)
        if kind == "js":
            folder = PurePosixPath(name).parent
            waiting += [beside(folder, asked) for asked in IMPORT.findall(content.decode())]
    return {**bytes_of, "total": sum(bytes_of.values()), "requests": 1 + len(seen)}


def compressed(content):
    return len(gzip.compress(content, 9))


def beside(folder, relative):
    parts = list(folder.parts)
    for part in relative.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
