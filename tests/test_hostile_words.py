"""Words that would run as a script, wherever people can write some, are shown as words on every page."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses.models import GivenWork
from students.models import Movement
from tests.canaries import words_of
from tests.courses import builders as lectures
from tests.devices.builders import make_household
from tests.routes import ROUTES, Cast

pytestmark = pytest.mark.any_database

SHORT = "<script>zzrun()"
HOSTILE = f"""Vàng '"> {SHORT}</script><img src=x onerror=zzrun()>"""
# As they stand in a page that did not escape them.
RUNS = ("<script>zzrun", "<img src=x onerror")
STAFF = ["teacher", "author", "approver", "school_admin", "province_admin"]
READERS = ["pupil", "classmate", "guardian", *STAFF]
BACK_OFFICE = ["/admin/", "/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/reports/workflow/"]


@pytest.fixture
def cast(request, db):
    cache.clear()
    cast = Cast(request)
    giang, hoa = cast.person("pupil").student, cast.person("classmate").student
    # The things of the matrix first: papers keep what names were on their day.
    for route in ROUTES.values():
        route.address(cast)
    for student in (giang, hoa):
        student.full_name = student.user.full_name = f"{HOSTILE} {student.code}"
        student.village = student.address_as_written = student.phone = HOSTILE[:40]
        student.save()
        student.user.save()
        make_household(student, head=HOSTILE)
    for user in (cast.guardian, cast.person("teacher"), cast.person("author"), cast.person("school_admin")):
        user.full_name = HOSTILE
        user.save()
    cast.guardian.guardian.full_name = HOSTILE
    cast.guardian.guardian.save()
    teacher = cast.person("teacher").teacher
    teacher.full_name = HOSTILE
    teacher.save()
    cast.class_6a.name = SHORT
    cast.class_6a.save()
    school = giang.school
    school.name = HOSTILE
    school.save()
    cast.work.note = HOSTILE
    cast.work.save()
    for thing, name in [(cast.tablet, "note"), (cast.tablet.model, "name"), (cast.tablet.batch, "donor")]:
        setattr(thing, name, HOSTILE[:60])
        thing.save()
    Movement.objects.filter(pk=cast.movement.pk).update(label=HOSTILE, note=HOSTILE)
    cast.quiz.title = cast.bank.title = HOSTILE
    cast.quiz.save()
    cast.bank.save()
    picture = lectures.make_picture(title=HOSTILE)
    block = ("picture", {"picture": picture, "alt": HOSTILE, "caption": HOSTILE})
    heading = ("heading", {"text": HOSTILE, "size": "2"})
    course = cast.quiz.get_parent().specific
    page = lectures.make_lecture(HOSTILE, course=course, body=[heading, block], summary=HOSTILE)
    GivenWork.objects.create(
        school_class=cast.class_6a, page=page, given_by=cast.person("teacher"), due_at=timezone.now()
    )
    cast.pages = [page.url, course.url, cast.quiz.url]
    return cast


@pytest.mark.parametrize("role", READERS)
def test_no_page_runs_what_somebody_wrote(role, cast, client):
    paths = [route.address(cast) for route in ROUTES.values() if role in route.who and route.method == "get"]
    paths += cast.pages + (BACK_OFFICE if role in ("author", "approver", "province_admin") else [])
    cast.sign_in(client, role)
    run, read = [], 0
    for path in paths:
        answer = client.get(path, follow=True)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        words = words_of(answer)
        read += "zzrun" in words
        run += [path for sign in RUNS if sign in words]
    assert run == []
    # Escaped they are there: what is looked for did get onto the pages.
    assert read >= 3
