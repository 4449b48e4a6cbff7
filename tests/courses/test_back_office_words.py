"""Whoever writes and approves meets Vietnamese on every screen of the back office, and our own mark."""

import json
import re

import pytest
from bs4 import BeautifulSoup, Comment
from django.urls import reverse
from wagtail.models import TaskState

from courses.authoring import school_collection
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
SCREENS = [
    "/admin/",
    "/admin/pages/{course}/",
    "/admin/pages/{course}/add_subpage/",
    "/admin/pages/{course}/history/",
    "/admin/lectures/new/{course}/",
    "/admin/pages/add/courses/lecturepage/{course}/?blank=1",
    "/admin/pages/add/courses/quizpage/{course}/",
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/history/",
    "/admin/pages/{page}/usage/",
    "/admin/pages/{page}/copy/",
    "/admin/pages/search/?q=phan",
    "/admin/pages/search/?q=xyz",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/images/multiple/add/",
    "/admin/documents/",
    "/admin/documents/multiple/add/",
    "/admin/images/chooser/",
    "/admin/documents/chooser/",
    "/admin/choose-page/",
    "/admin/choose-page/?page_type=courses.quizpage",
    "/admin/choose-external-link/?link_text=x",
    "/admin/choose-email-link/?link_text=x",
    "/admin/choose-phone-link/?link_text=x",
    "/admin/choose-anchor-link/?link_text=x",
    "/admin/reports/aging-pages/",
]
# Of the author's own school; the approver of the province works without them.
OWN_FILES = [
    "/admin/images/{picture}/",
    "/admin/images/usage/{picture}/",
    "/admin/documents/edit/{sound}/",
    "/admin/documents/usage/{sound}/",
]
FOR_APPROVERS = [
    "/admin/pages/{page}/delete/",
    "/admin/pages/{live}/unpublish/",
    "/admin/pages/{page}/move/",
    "/admin/reports/locked/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/reports/site-history/",
    "/admin/reports/page-types-usage/",
]


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


def test_an_author_reads_vietnamese_everywhere(addresses, author, signed_in):
    client = signed_in(author)
    assert left_in_english(client, SCREENS + OWN_FILES, addresses) == {}


def test_an_approver_reads_vietnamese_everywhere(addresses, approver, signed_in):
    client = signed_in(approver)
    assert left_in_english(client, SCREENS + FOR_APPROVERS, addresses) == {}


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


def left_in_english(client, screens, addresses):
    found = {}
    for screen in screens:
        path = screen.format(**addresses)
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        if words := english_in(answer):
            found[path] = words
    return found


def english_in(answer):
    """English words that a reader sees, hears or hovers over."""
    html = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        html = json.loads(html)["html"]
    page = BeautifulSoup(html, "html.parser")
    for unread in page.find_all(["script", "style", "noscript", "option", "code"]):
        unread.decompose()
    said = [text for text in page.find_all(string=True) if not isinstance(text, Comment)]
    for attribute in ("title", "aria-label", "placeholder", "alt", "data-title"):
        said += [element[attribute] for element in page.find_all(attrs={attribute: True})]
    # A file may be called anything.
    said = [re.sub(r"\S+\.(jpe?g|png|webp|mp3)\b", "", text) for text in said]
    words = {word for text in said for word in re.findall(r"[a-zà-ỹđ]+", text.lower())}
    return sorted(words & ENGLISH)
