import unicodedata

import pytest
from django.contrib.auth.models import AnonymousUser

from courses import search
from students.models import User
from tests.courses import builders


@pytest.fixture
def lecture(db):
    body = builders.a_body(("text", {"text": "<p>Sông Nậm Rốm chảy qua cánh đồng Mường Thanh.</p>"}))
    return builders.make_lecture("Cánh đồng ở Điện Biên", body=body, summary="Đất và người")


def titles(query, user=None):
    user = User.objects.get(pk=user.pk) if user else AnonymousUser()
    return [page.title for page in search.lectures(query, user)]


@pytest.mark.parametrize(
    "query",
    [
        "Điện Biên",
        "dien bien",
        "DIEN  BIEN",
        "điên biên",
        unicodedata.normalize("NFD", "Điện Biên"),
        "canh dong",
        "nam rom",
        "đất và người",
        "dien bi",
        '"dien" (bien)',
        "dien-bien!",
    ],
)
def test_it_finds_without_marks(lecture, query):
    assert titles(query) == ["Cánh đồng ở Điện Biên"]


@pytest.mark.parametrize(
    "query", ["", "   ", "ha noi", "\0", "'; drop", "*" * 5000, "AND OR NOT", '"', "a" * 9999]
)
def test_it_finds_nothing_and_never_breaks(lecture, query):
    assert titles(query) == []


def test_a_school_lecture_is_found_by_its_school_alone(muong_nha, giang, vang):
    course = builders.make_course(school=muong_nha)
    builders.make_lecture("Bài riêng", course=course, audience="school")
    assert titles("bai rieng") == []
    assert titles("bai rieng", giang.user) == ["Bài riêng"]
    assert titles("bai rieng", vang.user) == []


def test_a_draft_is_not_found(lecture):
    lecture.unpublish()
    assert titles("dien bien") == []
