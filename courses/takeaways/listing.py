"""The list of a takeaway: its pages and all that they ask for, each with bytes and hash.

    {"v": 1, "key", "kind", "uid", "title", "edition", "made_at", "bytes", "films", "left_off",
     "pages": [{"url", "title", "kind", "bytes", "wire", "sha256", "type"}],
     "files": [{"url", "bytes", "wire", "sha256", "type"}, …],  "film": true, "instead": [other addresses],
                                                                "lighter": {a file}
     "quizzes": [uid, …], "papers"}

`bytes` of one is its content, `wire` what it weighs packed, on its way; of the whole, what travels: without
films, and films alone. `papers`: what of it the papers of its quizzes weigh; `heavier`: what comes on top in
a browser that does not play the lightest form of each sound, and takes the other. What a page asks for is
read from the HTML that its readers get, once an edition.
"""

import hashlib
import json
from collections import namedtuple
from urllib.parse import urlsplit

import brotli
from django.http import Http404, HttpRequest
from django.utils import timezone

from courses import keeping, sealing
from courses.models import LecturePage, QuizPage, RoundSession
from courses.takeaways import asked_for, contents
from students.models import School

HTML = "text/html; charset=utf-8"
MOST_KNOWN = 600

# What is remembered of a page: bytes and hash of its HTML, and of each file (what is wanted, its Content,
# that of a lighter form or None).
Read = namedtuple("Read", "bytes wire sha256 files")
Page = namedtuple("Page", "url title kind read html")
_known = {}


def manifest_of(chosen, user):
    """The list, of pages as `user` gets them."""
    return _told(chosen, _pages(chosen, user), user)


def whole_of(chosen, user):
    """(the list, {address: HTML}, {address: Content}): what is put into one file."""
    pages = _pages(chosen, user, with_html=True)
    html = {page.url: page.html for page in pages}
    return (
        _told(chosen, pages, user),
        html,
        {wanted.url: content for page in pages for wanted, content, _lighter in page.read.files},
    )


def _pages(chosen, user, with_html=False):
    stamp = (keeping.edition(), timezone.localdate())
    shown = [*chosen.lectures, *chosen.quizzes]
    pages = [_page(one, user, (stamp,), with_html) for one in shown]
    # A list may show its school more: it is another for others.
    whose = _schools(user) if chosen.lists else None
    pages += [_page(one, user, (stamp, whose), with_html) for one in chosen.lists]
    return [page for page in pages if page]


def _schools(user):
    """Whatever a list shows to `user` and not to all (listed() in courses/reading.py) follows from these."""
    return frozenset(School.objects.visible_to(user).values_list("pk", flat=True))


def _page(page, user, known_for, with_html):
    url = urlsplit(page.url).path
    known = _known.get((url, *known_for))
    html = None
    if known is None or with_html:
        response = _answer(page, url, user)
        if response is None:
            return None
        html = response.content
        known = _read(html)
        (edition, _day), *_whose = known_for
        if edition:
            if len(_known) >= MOST_KNOWN:
                _known.clear()
            _known[url, *known_for] = known
    return Page(url, page.title, _kind(page), known, html)


def _answer(page, url, user):
    """The page as a browser of `user` gets it; None when it cannot be had (any more)."""
    request = HttpRequest()
    request.method, request.path, request.path_info, request.user = "GET", url, url, user
    try:
        response = page.serve(request)
    except Http404:
        return None
    return response if response.status_code == 200 else None


def _kind(page):
    if isinstance(page, LecturePage):
        return "lecture"
    if isinstance(page, QuizPage):
        return "practice" if page.practice else "quiz"
    return "list"


def _read(html):
    files = {}
    for wanted in asked_for.of(html.decode()):
        for url in contents.with_all_it_names(wanted.url):
            content = contents.find(url)
            if content:
                is_it = url == wanted.url
                lighter = contents.find(wanted.lighter) if is_it and wanted.lighter else None
                files[url] = (wanted if is_it else asked_for.Wanted(url)), content, lighter
    digest = hashlib.sha256(html).hexdigest()
    return Read(len(html), len(brotli.compress(html, quality=5)), digest, list(files.values()))


def _told(chosen, pages, user):
    files = {}
    for page in pages:
        for wanted, content, lighter in page.read.files:
            # What stands as a film in one lecture and as a file in another comes along as a file.
            if wanted.url not in files or not wanted.is_film:
                files[wanted.url] = _file(wanted, content, lighter)
    rows = [_row(page) for page in pages]
    always = [*rows, *(row for row in files.values() if not row.get("film"))]
    lightest = sum(row.get("lighter", row)["wire"] for row in always)
    # Who sits no quiz needs no tickets for it.
    sat = _without_signal(chosen.quizzes) if user.student_or_none else []
    papers = sum(sealing.weights(sat).values())
    told = {
        "v": 1,
        "key": chosen.key,
        "kind": chosen.kind,
        "uid": str(chosen.uid),
        "title": chosen.title,
        "bytes": lightest + papers,
        "heavier": sum(row["wire"] for row in always) - lightest,
        "papers": papers,
        "films": sum(row["wire"] for row in files.values() if row.get("film")),
        "left_off": chosen.left_off,
        "pages": rows,
        "files": list(files.values()),
        "quizzes": [str(quiz.uid) for quiz in sat],
    }
    said = json.dumps(told, sort_keys=True, ensure_ascii=False)
    told["edition"] = hashlib.sha256(said.encode()).hexdigest()[:24]
    # Which of two lists is the newer one: by the school's clock, for those of tablets are days off.
    return told | {"made_at": timezone.now().isoformat(timespec="seconds")}


def _without_signal(quizzes):
    """Those that are begun with a ticket: a practice needs none, a competition is sat at school."""
    in_rounds = set(RoundSession.objects.filter(page__in=quizzes).values_list("page", flat=True))
    return [quiz for quiz in quizzes if not quiz.practice and quiz.pk not in in_rounds]


def _row(page):
    read = page.read
    return {
        "url": page.url,
        "title": page.title,
        "kind": page.kind,
        "bytes": read.bytes,
        "wire": read.wire,
        "sha256": read.sha256,
        "type": HTML,
    }


def _file(wanted, content, lighter):
    row = _content(wanted.url, content)
    if wanted.is_film:
        row["film"] = True
    if wanted.instead:
        row["instead"] = list(wanted.instead)
    if lighter:
        row["lighter"] = _content(wanted.lighter, lighter)
    return row


def _content(url, content):
    return {
        "url": url,
        "bytes": content.bytes,
        "wire": content.wire,
        "sha256": content.sha256,
        "type": content.type,
    }
