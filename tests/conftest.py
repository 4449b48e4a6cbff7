"""The cast. Mường Nhà is home, Nà Hỳ is the other school; Mr Páo must never see Mường Nhà."""

import gc
import os
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import setting_changed
from django.test import TransactionTestCase
from django_tasks_db.management.commands import db_worker
from hypothesis import HealthCheck
from hypothesis import settings as examples

from lms import words
from students.models import Place, Role
from tests import builders, databases
from tests.browser import Browser

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def pytest_configure():
    # How fast the machine is today says nothing about the product.
    examples.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    examples.load_profile("ours")
    # Words that clash fail in tests/test_words.py, with their places, and nowhere else.
    with suppress(words.WordsClash):
        words.compile_words()
    # A test's transaction is open while the worker runs in it, and must not be closed with
    # the connection (Django's test client spares requests the same).
    db_worker.close_old_connections = lambda: None
    # The suites on both databases run at the same time, and look at what lies there.
    database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    settings.MEDIA_ROOT = Path(settings.VAR) / "test" / f"media-{database}-{WORKER}"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # or WhiteNoise warns
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "students.hashers.PinHasher",
    ]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Models with files have read the setting already; forget what they read.
    setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)
    settings.SECURE_SSL_REDIRECT = False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What asks no database says the same with each."""
    for item in items:
        if not {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames):
            item.add_marker(pytest.mark.any_database)


def pytest_collection_finish():
    # What is loaded by now stays to the end: not looked through again and again, a twentieth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Takes the place of pytest-django's own, which migrates from nothing each time."""
    with django_db_blocker.unblock():
        database = databases.open_test_database(WORKER)
        # Django empties every table after a test that commits; that would lose what migrations
        # loaded and trip over the append-only guards. Copy the template once more instead.
        TransactionTestCase._fixture_teardown = lambda test: database.restore()
    yield
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture(autouse=True)
def _a_school_day(time_machine):
    """Every test happens on Tuesday, 24 November 2026, nine in the morning in Điện Biên."""
    time_machine.move_to("2026-11-24T09:00:00+07:00", tick=True)


@pytest.fixture
def muong_nha(db):
    return builders.make_school("PTDTBT THCS Mường Nhà", kind="semi_boarding")


@pytest.fixture
def na_hy(db):
    return builders.make_school("Tiểu học Nà Hỳ", commune="Nà Hỳ", levels="primary")


@pytest.fixture
def class_6a(muong_nha):
    return builders.make_class(muong_nha, "6A", grade=6)


@pytest.fixture
def class_3b(na_hy):
    return builders.make_class(na_hy, "3B", grade=3)


@pytest.fixture
def giang(class_6a):
    """Giàng A Sùng, pupil of 6A at Mường Nhà."""
    return builders.make_student("Giàng A Sùng", class_6a, code="HSGIANG1")


@pytest.fixture
def hoa(class_6a):
    """Lò Thị Hoa, another pupil of 6A."""
    return builders.make_student("Lò Thị Hoa", class_6a, code="HSHOA222")


@pytest.fixture
def vang(class_3b):
    """Vàng Thị Mỷ, pupil of 3B at the other school."""
    return builders.make_student("Vàng Thị Mỷ", class_3b, code="HSVANG33")


@pytest.fixture
def ms_lan(class_6a):
    """Teaches maths to 6A."""
    return builders.make_teacher("lan", "Nguyễn Thị Lan", class_6a)


@pytest.fixture
def mr_pao(class_3b):
    """Teaches 3B at the other school."""
    return builders.make_teacher("pao", "Sùng A Páo", class_3b, subject="tieng-viet")


@pytest.fixture
def school_admin(muong_nha):
    return builders.make_staff("admin.muongnha", "Quàng Văn Thành", Role.Kind.SCHOOL_ADMIN, school=muong_nha)


@pytest.fixture
def other_school_admin(na_hy):
    return builders.make_staff("admin.nahy", "Lường Thị Xuân", Role.Kind.SCHOOL_ADMIN, school=na_hy)


@pytest.fixture
def commune_officer(muong_nha):
    return builders.make_staff(
        "xa.muongnha", "Cà Văn Hặc", Role.Kind.COMMUNE_OFFICER, place=muong_nha.commune
    )


@pytest.fixture
def dien_bien(db):
    return Place.objects.get(scheme="since_2025", level="province")


@pytest.fixture
def province_admin(dien_bien):
    return builders.make_staff("so.gddt", "Phạm Thị Hương", Role.Kind.PROVINCE_ADMIN, place=dien_bien)


@pytest.fixture
def auditor(dien_bien):
    return builders.make_staff("kiem.toan", "Đỗ Văn Minh", Role.Kind.AUDITOR, place=dien_bien)


@pytest.fixture
def author(muong_nha):
    return builders.make_staff("tac.gia", "Bạc Thị Hà", Role.Kind.AUTHOR, school=muong_nha)


@pytest.fixture
def approver(dien_bien):
    return builders.make_staff("duyet", "Trần Văn Quân", Role.Kind.APPROVER, place=dien_bien)


@pytest.fixture
def client():
    """Django's test client, looking at each page it opens (tests/browser.py)."""
    return Browser()


@pytest.fixture
def signed_in(client):
    """`signed_in(person)`: the test client, signed in as a User, Student or Teacher."""

    def sign_in(person):
        client.force_login(getattr(person, "user", person))
        return client

    return sign_in
