"""A pupil's own pages come along with the work of a week: the doors of the day open without signal."""

import re
from datetime import timedelta

from django.utils import timezone

from courses.models import GivenWork
from tests.courses import builders


def test_every_page_that_a_week_brings_along_may_be_kept_by_its_pupil(class_6a, giang, ms_lan, signed_in):
    tomorrow = timezone.now() + timedelta(days=1)
    GivenWork.objects.create(
        school_class=class_6a, page=builders.make_lecture(), given_by=ms_lan, due_at=tomorrow
    )
    week = f"/takeaways/week/{class_6a.uid}/"
    client = signed_in(giang)
    page = client.get(week).content.decode()
    told = re.search(r'data-own-pages="([^"]+)"', page)[1].split()
    assert {"/today/", "/revision/session/", "/marks/mine/", "/exchange/"} <= set(told)
    # Nothing is due, so there is no session to keep (test_recall.py).
    for path in set(told) - {"/revision/session/"}:
        assert client.get(path)["X-Keep-For"] == giang.user.learner_key, path
    assert client.get(re.search(r'data-revision="([^"]+)"', page)[1]).json()["source"] == "due"


def test_a_teacher_takes_the_work_alone(class_6a, ms_lan, signed_in):
    tomorrow = timezone.now() + timedelta(days=1)
    GivenWork.objects.create(
        school_class=class_6a, page=builders.make_lecture(), given_by=ms_lan, due_at=tomorrow
    )
    assert b"data-own-pages" not in signed_in(ms_lan).get(f"/takeaways/week/{class_6a.uid}/").content
