"""Whoever writes and approves meets Vietnamese on every screen of the back office, and our own mark."""

import json
import re
from collections import Counter, deque
from html import unescape
from importlib import import_module
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup, Comment
from django.conf import settings
from django.http import Http404
from django.urls import resolve, reverse
from django.utils.translation import trans_real
from wagtail.models import TaskState

from courses.authoring import school_collection
from lms import words
from tests.courses import builders
from tests.courses.test_authoring import add_url, lecture_form

pytestmark = pytest.mark.any_database

# What stood in English on Wagtail's screens, whole words as a reader sees them.
ENGLISH = {
    "a", "about", "account", "action", "actions", "add", "added", "ago", "all", "and", "any", "approve",
    "approved", "are", "at", "awaiting", "by", "cancel", "caption", "change", "changes", "choose",
    "clear", "close", "collapse", "collection", "comment", "comments", "copy", "created", "dashboard",
    "date", "day", "days", "delete", "draft", "edit", "edited", "editing", "editor", "expiry", "field",
    "file", "files", "filter", "for", "from", "guide", "has", "help", "history", "hour", "hours",
    "image", "images", "is", "language", "link", "live", "loading", "locked", "log", "minute", "minutes",
    "month", "more", "move", "new", "next", "no", "not", "november", "of", "or", "page", "pages",
    "preview", "previous", "private", "public", "publish", "published", "reject", "report", "reports",
    "required", "results", "root", "save", "saved", "schedule", "search", "second", "seconds", "select",
    "settings", "sidebar", "sort", "status", "submit", "task", "tasks", "text", "the", "this",
    "title", "today", "address", "subject", "body", "phone", "number",
    "toggle", "tomorrow", "type", "update", "updated", "upload", "usage", "user", "view", "wagtail",
    "was", "week", "with", "workflow", "you", "your",
}  # fmt: skip
# What the crawl does not open: signing out, and frames of pages that pupils read.
LEFT_OUT = re.compile(
    r"/admin/(logout|jsi18n|api)/|/(preview|view_draft|view)/|/history/results|__|999999999"
)
LINK = re.compile(r"/admin/[^\s\"'<>\\\\)]*")
LETTERS = re.compile("[A-Za-z]{2}")
# Of one kind of screen so many are opened: the first things listed, empty and full.
OF_ONE_KIND = 2


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def sent_in(course, author, approver, signed_in):
    """A lecture that was written, given back and sent in again."""
    client = signed_in(author)
    client.post(add_url(course), lecture_form("Phân số", **{"action-submit": "1"}))
    state = TaskState.objects.get()
    page = state.workflow_state.content_object
    reject = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.pk])
    signed_in(approver).post(reject, {"comment": "Thiếu ví dụ"})
    return page


@pytest.fixture
def addresses(course, sent_in, author, muong_nha):
    own = school_collection(muong_nha)
    picture, sound = builders.make_picture(60, 40), builders.make_file("nghe.mp3")
    for thing in (picture, sound):
        thing.collection, thing.uploaded_by_user = own, author
        thing.save()
    live = builders.make_lecture(course=course)
    return {
        "course": course.pk,
        "page": sent_in.pk,
        "live": live.pk,
        "picture": picture.pk,
        "sound": sound.pk,
    }


@pytest.mark.parametrize("who", ["author", "approver", "province_admin"])
def test_whoever_works_here_reads_vietnamese_on_every_screen(who, addresses, signed_in, request, asked_for):
    """Every screen that can be reached by links, frames and choosers from the first one."""
    opened, english = crawl(signed_in(request.getfixturevalue(who)), "/admin/")
    print(f"{who}: {opened.total()} screens, {len(asked_for)} words without Vietnamese")
    assert english == {}
    assert asked_for == set()
    kinds = {kind for kind, _count in opened.items()}
    assert {"wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_choose_page"} <= kinds


def test_what_is_said_after_an_act_is_vietnamese(
    course, sent_in, author, approver, signed_in, asked_for, mailoutbox
):
    """Saving, giving back, approving, taking down, moving, copying, deleting: messages and letters."""
    for person in (author, approver):
        person.email = f"{person.username}@mail.test"
        person.save()
    edit = reverse("wagtailadmin_pages:edit", args=[sent_in.pk])
    said = [
        signed_in(author).post(edit, {**lecture_form("Phân số"), **act}, follow=True)
        for act in ({}, {"title": ""}, {"minutes": "9999"}, {"action-submit": "1"})
    ]
    state = TaskState.objects.order_by("pk").last()
    client = signed_in(approver)
    approve = reverse("wagtailadmin_pages:workflow_action", args=[sent_in.pk, "approve", state.pk])
    said += [client.get(approve), client.post(approve, {"comment": "Tốt"}, follow=True)]
    for name in ("lock", "unlock", "unpublish", "copy", "delete"):
        where = reverse(f"wagtailadmin_pages:{name}", args=[sent_in.pk])
        form = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": course.pk}
        said.append(client.post(where, form, follow=True))
    said.append(
        client.post(add_url(course), lecture_form("Số nguyên", **{"action-publish": "1"}), follow=True)
    )
    assert [english_in(answer) for answer in said if answer.status_code == 200 and english_in(answer)] == []
    assert [
        letter.subject + letter.body for letter in mailoutbox if words_in(letter.subject + letter.body)
    ] == []
    assert asked_for == set()


def test_no_word_of_wagtail_and_its_libraries_lacks_vietnamese():
    """Also of screens that nobody is led to: a new version fails here, with the words it brought."""
    missing = [
        f"{path.parent.parent.parent.parent.name}: {entry.msgid}"
        for path, ours in catalogues()
        for entry in polib.pofile(str(path))
        if not entry.obsolete and (entry.msgctxt, entry.msgid) not in ours
    ]
    print(f"{len(missing)} words without Vietnamese")
    assert missing == []


def test_the_first_screen_begins_with_what_there_is_to_do(addresses, author, signed_in):
    page = signed_in(author).get("/admin/").content.decode()
    assert "Được trả lại, cần sửa" in page
    assert "Thiếu ví dụ" in page
    assert f'href="/admin/pages/add/courses/lecturepage/{addresses["course"]}/"' in page
    assert "guide.wagtail.org" not in page


def test_only_the_own_courses_are_offered(course, na_hy, author, signed_in):
    builders.make_course("Tiếng Việt 3 Nà Hỳ", school=na_hy, grade=3)
    page = signed_in(author).get("/admin/").content.decode()
    assert "Toán 6 Mường Nhà" in page
    assert "Nà Hỳ" not in page


def test_whoever_has_no_course_yet_reads_how_one_comes(author, signed_in):
    assert "Chưa có khóa học nào để viết" in signed_in(author).get("/admin/").content.decode()


def test_the_remark_stands_above_the_lecture_until_it_is_sent_in_again(sent_in, author, signed_in):
    client, edit = signed_in(author), reverse("wagtailadmin_pages:edit", args=[sent_in.pk])
    assert "Trần Văn Quân đã trả lại bài này: «Thiếu ví dụ»" in client.get(edit).content.decode()
    client.post(edit, lecture_form("Phân số", **{"action-submit": "1"}))
    assert "đã trả lại bài này" not in client.get(edit).content.decode()


def test_the_account_page_is_ours(author, signed_in):
    page = signed_in(author).get("/admin/account/", follow=True).content.decode()
    assert 'href="/sign-in/password/"' in page


@pytest.fixture
def asked_for(monkeypatch):
    """Every msgid that is asked for from now on and has no Vietnamese."""
    missing = set()

    def noting(real):
        def translate(self, message, *more):
            known = message in self._catalog or (message, self.plural(2)) in self._catalog
            if self.language() == "vi" and LETTERS.search(message) and not known:
                missing.add(message)
            return real(self, message, *more)

        return translate

    kind = trans_real.DjangoTranslation
    for name in ("gettext", "ngettext"):
        monkeypatch.setattr(kind, name, noting(getattr(kind, name)), raising=False)
    return missing


def crawl(client, start):
    """(how many screens of each kind, {path: English words on it}) of all that `start` leads to."""
    opened, english, waiting = Counter(), {}, deque([start])
    seen = {start}
    while waiting:
        path = waiting.popleft()
        answer = client.get(path)
        assert answer.status_code < 500, path
        if answer.status_code == 302 and answer["Location"].startswith("/admin/"):
            found = {answer["Location"]}
        elif answer.status_code != 200 or "attachment" in answer.headers.get("Content-Disposition", ""):
            continue
        else:
            if words := english_in(answer):
                english[path] = words
            found = set(LINK.findall(unescape(answer.content.decode())))
        for address in sorted(found - seen):
            seen.add(address)
            if LEFT_OUT.search(address):
                continue
            kind = kind_of(address)
            if kind and opened[kind] < OF_ONE_KIND:
                opened[kind] += 1
                waiting.append(address)
    return opened, english


def kind_of(address):
    """What sort of screen stands at `address`: the name of its route, and the kind of page that is added."""
    try:
        match = resolve(address.partition("?")[0])
    except Http404:
        return None
    return ":".join([match.view_name, *(str(v) for v in match.kwargs.values() if not str(v).isdigit())])


def catalogues():
    """(English catalogue of an installed library, what is translated of it)."""
    ours = {kind: translated(*words.FOLDER.glob(f"*{kind}.po")) for kind in ("", ".js")}
    for app in settings.INSTALLED_APPS:
        if not app.startswith(("wagtail", "taggit", "modelcluster")):
            continue
        folder = Path(import_module(app).__file__).parent / "locale"
        for name, kind in (("django", ""), ("djangojs", ".js")):
            english, theirs = (folder / code / "LC_MESSAGES" / f"{name}.po" for code in ("en", "vi"))
            if english.exists():
                yield english, ours[kind] | (translated(theirs) if theirs.exists() else set())


def translated(*paths):
    return {
        (entry.msgctxt, entry.msgid)
        for path in paths
        for entry in polib.pofile(str(path))
        if entry.translated()
    }


def english_in(answer):
    """English words that a reader sees, hears or hovers over."""
    html = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        told = json.loads(html)
        html = told.get("html", "") if isinstance(told, dict) else ""
    page = BeautifulSoup(html, "html.parser")
    for unread in page.find_all(["script", "style", "noscript", "option", "code"]):
        unread.decompose()
    said = [text for text in page.find_all(string=True) if not isinstance(text, Comment)]
    for attribute in ("title", "aria-label", "placeholder", "alt", "data-title"):
        said += [element[attribute] for element in page.find_all(attrs={attribute: True})]
    # A file may be called anything.
    said = [re.sub(r"\S+\.(jpe?g|png|webp|mp3)\b", "", text) for text in said]
    return words_in(" ".join(said))


def words_in(text):
    text = re.sub(r"https?://\S+|CC BY|\w+(?:-\w+)+", "", text)
    return sorted(set(re.findall(r"[a-zà-ỹđ]+", text.lower())) & ENGLISH)
