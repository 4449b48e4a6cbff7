"""What tests of takeaways ask for: addresses, lists, work given to a class."""

import json
import uuid
from datetime import timedelta

from django.utils import timezone

from courses import pictures
from courses.models import GivenWork
from tests.courses import builders
from tests.courses.media import films


def make_lecture():
    """A lecture with a picture and a sound."""
    picture = builders.make_picture()
    pictures.make_copies(picture)
    spoken = builders.make_file("nghe.mp3", films.sound(seconds=1))
    body = builders.a_body(
        ("heading", {"text": "Khởi động", "size": "2"}),
        ("picture", {"picture": picture, "alt": "Ruộng bậc thang"}),
        ("sound", {"file": spoken, "title": "Nghe cô đọc", "transcript": ""}),
    )
    return builders.make_lecture(body=body)


def address(kind, page, ending=".json"):
    uid = page if isinstance(page, uuid.UUID) else page.translation_key
    return f"/takeaways/{kind}/{uid}{ending}"


def list_of(client, kind, page):
    answer = client.get(address(kind, page))
    assert answer.status_code == 200
    return json.loads(answer.content)


def given_to(school_class, page, by, **overrides):
    told = {"due_at": timezone.now() + timedelta(days=3), **overrides}
    return GivenWork.objects.create(school_class=school_class, page=page, given_by=by, **told)
