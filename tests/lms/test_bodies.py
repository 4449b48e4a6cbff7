"""Too much in one request: a sentence, heard to its end."""

from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import TooManyFieldsSent

from lms import bodies, views

SAID = "Gửi lên quá nhiều"


def test_a_form_that_is_too_long_is_answered_in_words(signed_in, school_admin):
    answer = signed_in(school_admin).post(
        "/students/new/",
        {"full_name": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)},
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 413
    assert SAID in answer.content.decode()
    assert "Chưa có gì được lưu" in answer.content.decode()


def test_too_many_fields_are_answered_likewise(rf, db):
    assert views.unreadable(rf.post("/"), TooManyFieldsSent()).status_code == 413
    assert views.unreadable(rf.post("/"), ValueError()).status_code == 400


@pytest.mark.parametrize("path", ["/rosters/new/", "/admin/documents/add/", "/sync/", "/"])
def test_what_no_screen_takes_is_refused_by_its_declared_size(path, client, db):
    class Unread(BytesIO):
        def read(self, *size):
            raise AssertionError("it was read")

    answer = client.generic(
        "POST",
        path,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(settings.MOST_BODY + 1),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    assert SAID in answer.content.decode()


def test_the_body_is_read_to_its_end_before_the_answer_goes_out():
    body = BytesIO(b"x" * (3 * bodies.PIECE + 1))
    application = bodies.read_on(lambda environ, start_response: [b"no"])
    assert application({"wsgi.input": body}, None) == [b"no"]
    assert body.read() == b""


def test_who_sends_without_end_or_hangs_up_holds_nobody(monkeypatch):
    class Endless:
        pieces = 0

        def read(self, size):
            self.pieces += 1
            return b"x" * size

    class HungUp:
        def read(self, size):
            raise ConnectionResetError

    endless = Endless()
    bodies.drain(endless)
    assert endless.pieces == bodies.MOST_READ_ON // bodies.PIECE
    monkeypatch.setattr(bodies, "MOST_SECONDS", 0)
    slow = Endless()
    bodies.drain(slow)
    assert slow.pieces == 0
    bodies.drain(HungUp())
