"""A page made for one reader is sent packed: on a weak line four fifths of it are time."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse

from lms.packed import PackedPages

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def sent(rf, response, **headers):
    return PackedPages(lambda request: response)(rf.get("/", headers=headers or GZIP))


def test_a_page_of_ones_own_comes_packed_and_says_the_same(giang, signed_in):
    reader = signed_in(giang)
    plain, packed = reader.get("/lectures/"), reader.get("/lectures/", headers=GZIP)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content).decode().count("<h1>") == 1


def test_a_search_is_packed_for_who_is_not_signed_in(db, client):
    packed = client.get("/search/?q=khủng long bạo chúa", headers=GZIP)
    assert "khủng long bạo chúa" in gzip.decompress(packed.content).decode()


def test_its_length_does_not_tell_what_it_says(rf):
    lengths = {len(sent(rf, HttpResponse("Giàng A Páo " * 500)).content) for _each in range(40)}
    assert len(lengths) > 10


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(HttpResponse(b"\x89PNG" * 900, content_type="image/png"), id="a picture"),
        pytest.param(HttpResponse("a" * 900), id="a short page"),
        pytest.param(HttpResponse("a" * 9000, headers={"Content-Encoding": "br"}), id="packed already"),
        pytest.param(HttpResponse("a" * 9000, headers={"ETag": '"1"'}), id="named byte for byte"),
        pytest.param(
            HttpResponse("a" * 9000, status=206, headers={"Content-Range": "bytes 0-8999/9001"}), id="a part"
        ),
        pytest.param(HttpResponse(status=304), id="nothing new"),
    ],
)
def test_what_would_not_get_lighter_goes_as_it_is(rf, response):
    before = response.content
    after = sent(rf, response)
    assert after.content == before
    assert after.get("Content-Encoding", "br") == "br"


def test_a_file_that_is_read_while_it_is_sent_is_left_alone(rf, tmp_path):
    path = tmp_path / "trang.html"
    path.write_text("a" * 9000)
    answer = sent(rf, FileResponse(path.open("rb")))
    assert b"".join(answer) == b"a" * 9000
    assert "Content-Encoding" not in answer


def test_who_takes_nothing_packed_gets_it_as_it_is(rf):
    answer = sent(rf, HttpResponse("a" * 9000), **{"Accept-Encoding": "identity"})
    assert answer.content == b"a" * 9000
    assert answer["Vary"] == "Accept-Encoding"
