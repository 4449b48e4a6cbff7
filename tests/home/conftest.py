"""A course of two lectures under the home page, and an entry of the culture archive."""

import pytest

from courses.models import CoursePage, LecturePage, SubjectPage
from home.models import HomePage
from students.models import Subject
from tests.courses import builders as lectures
from tests.home import archive


@pytest.fixture
def maths(db):
    """Toán 6."""
    subject = SubjectPage(title="Toán", slug="toan", subject=Subject.objects.get(code="toan"))
    HomePage.objects.get().add_child(instance=subject)
    return subject.add_child(instance=CoursePage(title="Toán 6", slug="toan-6", grade=6))


@pytest.fixture
def fractions(maths):
    return maths.add_child(instance=LecturePage(title="Phân số bằng nhau", slug="phan-so"))


@pytest.fixture
def integers(maths):
    return maths.add_child(instance=LecturePage(title="Số nguyên âm", slug="so-nguyen-am"))


@pytest.fixture
def agreement(ms_lan, muong_nha):
    """What Lò Thị Ín agreed to."""
    return archive.make_agreement(ms_lan, muong_nha)


@pytest.fixture
def elder(commune_officer):
    """Who speaks for the Thái."""
    archive.speak_for(commune_officer)
    return commune_officer


@pytest.fixture
def entry(agreement, elder):
    """«Xên bản», told by Lò Thị Ín, published with the elder's word."""
    return archive.make_entry(agreement=agreement, by=elder)


@pytest.fixture
def public(agreement, commune_officer):
    """An entry and a product are public; the draft of another entry, which is not."""
    archive.speak_for(commune_officer)
    archive.make_entry("=Xên & bản", agreement=agreement, by=commune_officer)
    draft = archive.make_entry("Bản nháp", agreement=agreement, live=False)
    shop = archive.make_product()
    shop.get_latest_revision().publish()
    return draft


@pytest.fixture
def task(db):
    """A lecture that asks what the village does at this season."""
    body = lectures.a_body(("task", {"title": "Hỏi ông bà", "text": "<p>Mùa này bản em làm gì?</p>"}))
    return lectures.make_lecture("Sưu tầm", body=body)


@pytest.fixture
def works_path(task, class_6a):
    """Where the works of 6A for the task are gathered."""
    archive.make_archive()
    (block,) = task.outline["tasks"]
    return f"/collecting/works/{class_6a.uid}/{task.translation_key}/{block}/"
