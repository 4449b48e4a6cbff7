"""Every address of the back office, for every role: nothing breaks, and nothing of another school is told.

The things in the addresses are those of Nà Hỳ: a draft sent in for approval, its picture, its sound,
its author. Whoever works for Mường Nhà must neither read of them nor change them.
"""

import csv
import json
import re

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.models import Collection, Comment, Page, TaskState

from courses.authoring import OPEN, group_of, school_collection
from courses.models import LecturePage
from lms.models import MediaFile, Picture
from students.models import Guardian, Guardianship, Role
from tests import builders as people
from tests.courses import builders

# Wagtail's own pages over our rules: some hundred addresses, and nothing that a database tells apart.
pytestmark = pytest.mark.any_database

DRAFT = "Bản nháp bí mật của Nà Hỳ"
PERSON = "Sùng Thị Bí Mật"
PICTURE = "Tranh kín của Nà Hỳ"
SOUND = "Giọng đọc kín của Nà Hỳ"
REMARK = "Góp ý kín của Nà Hỳ"
SECRETS = (DRAFT, PERSON, PICTURE, SOUND, REMARK)
# What each kind of number in an address stands for.
NUMBERS = {
    "page_id": "page",
    "parent_page_id": "page",
    "page_to_move_id": "page",
    "page_pk": "page",
    "object_id": "page",
    "destination_id": "course",
    "course": "course",
    "image_id": "picture",
    "document_id": "sound",
    "doc_id": "sound",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "workflow_state_id": "workflow_state",
    "task_state_id": "task_state",
    "task_id": "task",
    "workflow_pk": "workflow",
    "collection_id": "collection",
}
# What `pk` stands for, by the part of the back office.
PARTS = {
    "images": "picture",
    "documents": "sound",
    "users": "person",
    "groups": "group",
    "collections": "collection",
    "workflows": "workflow",
}
WORDS = {
    "content_type_app_name": "courses",
    "content_type_model_name": "lecturepage",
    "app_name": "taggit",
    "filter_spec": "max-100x100",
    "uidb64": "MQ",
    "token": "x",
    "redirect_id": "1",
    "session_id": "1",
    "uploaded_file_id": "1",
}
ACTIONS = {"lecturepage": "approve", "page": "publish", "picture": "delete", "mediafile": "delete"}
SEARCHES = [
    "/admin/pages/search/?q=bi+mat",
    "/admin/pages/search/?q=nhap",
    "/admin/choose-page/search/?q=bi+mat",
    "/admin/choose-page/?page_type=wagtailcore.page",
    "/admin/images/?q=kin",
    "/admin/images/chooser/results/?q=kin",
    "/admin/documents/?q=kin",
    "/admin/documents/chooser/results/?q=kin",
    "/admin/api/main/pages/?fields=*",
    "/admin/api/main/images/?fields=*",
    "/admin/api/main/documents/?fields=*",
    "/admin/reports/aging-pages/?export=csv",
    "/admin/reports/workflow/?export=xlsx",
    "/admin/reports/workflow_tasks/?export=csv",
    "/admin/tag-autocomplete/?term=k",
    "/admin/pages/{course}/",
    "/admin/pages/{course}/history/",
    "/admin/pages/{course}/usage/",
    "/admin/pages/{page}/move/{course}/confirm/",
    "/admin/bulk/wagtailcore/page/move/?id={page}&id={course}",
]
RUBBISH = {
    "title": "\ud7ff",
    "id": "abc",
    "body-count": "-1",
    "action-publish": "1",
    "page": "9" * 30,
    "comment": "x",
}


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def guardian(giang):
    user = people.make_user("me.giang", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return user


@pytest.fixture
def other_author(na_hy):
    return people.make_staff("tg.nahy", PERSON, Role.Kind.AUTHOR, school=na_hy)


@pytest.fixture
def foreign(na_hy, course, other_author, client):
    """The things of Nà Hỳ, by name; and the course of Mường Nhà."""
    other = builders.make_course("Tiếng Việt 3 Nà Hỳ", school=na_hy, grade=3)
    collection = school_collection(na_hy)
    picture, sound = builders.make_picture(60, 40, title=PICTURE), builders.make_file("kin.mp3")
    sound.title = SOUND
    for thing in (picture, sound):
        thing.collection, thing.uploaded_by_user = collection, other_author
        thing.save()
    body = [("sound", {"title": SOUND, "file": sound}), ("picture", {"picture": picture, "alt": PICTURE})]
    page = LecturePage(title=DRAFT, live=False, owner=other_author, body=body)
    other.add_child(instance=page)
    Comment.objects.create(page=page, user=other_author, text=REMARK, contentpath="title")
    revision = page.save_revision(user=other_author, log_action=True)
    shown = builders.make_lecture("Đã đăng ở Nà Hỳ", course=other)
    shown.save_revision(user=other_author, log_action=True).publish(
        user=other_author, skip_permission_checks=True
    )
    workflow = page.get_workflow()
    state = workflow.start(page, other_author)
    client.force_login(other_author)
    assert client.get("/admin/").status_code == 200
    client.logout()
    things = {
        "page": page,
        "course": course,
        "picture": picture,
        "sound": sound,
        "person": other_author,
        "group": group_of(other_author.roles.get()),
        "collection": collection,
        "revision": revision,
        "workflow": workflow,
        "workflow_state": state,
        "task": workflow.tasks.get(),
        "task_state": TaskState.objects.get(),
    }
    return {name: thing.pk for name, thing in things.items()}


def test_the_back_office_is_shut_to_who_does_not_write(school_admin, signed_in, foreign):
    client = signed_in(school_admin)
    for path in addresses(foreign):
        answer = client.get(path)
        if path in OPEN:
            assert told_in(answer) == [], path
        else:
            assert (answer.status_code, path) == (403, path)


@pytest.mark.parametrize("who", ["giang", "guardian", "ms_lan", "commune_officer", "auditor"])
def test_it_is_shut_to_everybody_else_as_well(who, request, signed_in, foreign):
    client = signed_in(request.getfixturevalue(who))
    assert "không dành cho tài khoản đang dùng" in client.get("/admin/").content.decode()
    for path in (f"/admin/pages/{foreign['page']}/edit/", "/admin/images/", "/admin/users/"):
        assert client.get(path).status_code == client.post(path, RUBBISH).status_code == 403, path


def test_an_author_reads_nothing_of_another_school(author, signed_in, foreign):
    client = signed_in(author)
    leaks = []
    for path in [*addresses(foreign), *(search.format(**foreign) for search in SEARCHES)]:
        answer = client.get(path)
        assert answer.status_code < 500, (path, answer.status_code)
        leaks += [(path, word) for word in told_in(answer)]
    assert not leaks, "\n".join(map(str, leaks))


def test_an_author_changes_nothing_of_another_school(author, signed_in, foreign):
    before = kept(foreign)
    client = signed_in(author)
    for path in addresses(foreign):
        answer = client.post(path)
        assert answer.status_code < 500, (path, answer.status_code)
        assert told_in(answer) == [], path
    assert kept(foreign) == before


def test_nothing_an_approver_opens_or_sends_breaks_the_back_office(approver, signed_in, foreign):
    client = signed_in(approver)
    for path in addresses(foreign):
        assert client.get(path).status_code < 500, path
        assert client.post(path, RUBBISH).status_code < 500, path


@pytest.mark.parametrize("title", ["=1+1", "+84", "-2", "@SUM(A1)"])
def test_a_title_in_a_table_for_excel_is_never_a_formula(title, course, approver, signed_in):
    builders.make_lecture(title, course)
    answer = signed_in(approver).get("/admin/reports/aging-pages/?export=csv")
    rows = list(csv.reader(answer.getvalue().decode().splitlines()))
    assert f"'{title}" in {row[0] for row in rows}


def addresses(things):
    """Every address under /admin/, filled in with the numbers of `things`."""
    admin = next(p for p in get_resolver().url_patterns if str(p.pattern) == "admin/")
    found = sorted(
        {path for route in routes(admin.url_patterns, "/admin/") for path in filled(route, things)}
    )
    assert len(found) > 200
    return sorted(path for path in found if "logout" not in path)


def routes(patterns, prefix):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def filled(route, things):
    part = route.split("/")[2]
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", route)
    route = route.replace("^", "").replace(r"\.", ".").removesuffix("$").replace(".*/", "khong-co/")
    kinds = [("wagtailcore", "page"), ("lms", "picture"), ("lms", "mediafile"), ("courses", "lecturepage")]
    for app, kind in kinds if "model_name>" in route else kinds[-1:]:

        def value(match, kind=kind, app=app):
            name = match[1].rpartition(":")[2]
            if name == "pk":
                return str(things[PARTS.get(part, "page")])
            if name in NUMBERS:
                return str(things[NUMBERS[name]])
            ours = {"app_label": app, "model_name": kind, "action": ACTIONS[kind], "action_name": "approve"}
            return {**WORDS, **ours}[name]

        path = re.sub(r"<([^>]+)>", value, route)
        number = things[{"picture": "picture", "mediafile": "sound"}.get(kind, "page")]
        yield f"{path}?id={number}" if "/bulk/" in path or "chosen-multiple" in path else path


def told_in(answer):
    """Which secrets of the other school stand in the answer, as HTML or inside JSON."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = content.decode(errors="replace")
    return [word for word in SECRETS if word in body or json.dumps(word)[1:-1] in body]


def kept(things):
    """What must be as it was."""
    page = Page.objects.get(pk=things["page"])
    return {
        "page": (page.live, page.title, page.draft_title, page.path, page.locked, page.latest_revision_id),
        "task": TaskState.objects.get(pk=things["task_state"]).status,
        "picture": Picture.objects.filter(pk=things["picture"], title=PICTURE).count(),
        "sound": MediaFile.objects.filter(pk=things["sound"], title=SOUND).count(),
        "collection": Collection.objects.filter(pk=things["collection"]).count(),
        "roles": list(Role.objects.on(timezone.localdate()).values_list("pk", flat=True)),
    }
