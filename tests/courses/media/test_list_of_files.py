"""The list of files in the back office says of each film and sound how far it is for pupils."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import authoring
from lms.models import MediaFile
from tests.courses import builders


def test_more_films_and_sounds_ask_no_more(author, muong_nha, signed_in, django_assert_num_queries):
    client = signed_in(author)

    def make_one(number):
        builders.make_file(f"doc-{number}.mp3", b"ID3" + b"a" * (900 + number))
        builders.make_file(f"bai-{number}.pdf", b"%PDF-" + b"a" * (900 + number))
        MediaFile.objects.update(collection=authoring.school_collection(muong_nha))

    make_one(1)
    client.get("/admin/documents/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/admin/documents/").content.decode().count("chờ làm nhẹ") == 1
    for number in range(2, 5):
        make_one(number)
    with django_assert_num_queries(len(asked)):
        page = client.get("/admin/documents/").content.decode()
    assert page.count("chờ làm nhẹ") == 4
