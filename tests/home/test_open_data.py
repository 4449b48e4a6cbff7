"""What is open to machines: rows, feeds, the map of the site – and nothing that is not public."""

import csv
import re
from io import StringIO

import pytest

from courses import files
from home.culture import agreements
from home.models import CultureEntryPage, ProductPage
from tests.courses import builders as lectures
from tests.courses.builders import make_file
from tests.home import archive


def test_what_is_public_leaves_as_csv_and_json_and_nothing_else(public, client):
    text = client.get("/open/culture.csv").content.decode("utf-8-sig")
    heading, row = csv.reader(StringIO(text))
    assert row[heading.index("Tên")].startswith("'=")
    assert "Bản nháp" not in text
    assert "0912" not in text
    rows = client.get("/open/products.json").json()["rows"]
    assert [one["maker"] for one in rows] == ["Hợp tác xã Pu Nhi"]
    for path in ("/open/pupils.csv", "/open/x.json", "/feeds/x.rss"):
        assert client.get(path).status_code == 404


def test_feeds_and_the_map_of_the_site_tell_of_public_pages_alone(public, client, muong_nha):
    closed = lectures.make_lecture("Chỉ trong trường", audience="signed_in")
    for path in ("/feeds/all.rss", "/feeds/culture.atom"):
        text = client.get(path).content.decode()
        assert "Xên &amp; bản" in text
        assert "Bản nháp" not in text
    assert "sitemap-pages.xml" in client.get("/sitemap.xml").content.decode()
    found = client.get("/sitemap-pages.xml").content.decode()
    assert "/kho-van-hoa/xen-ban/" in found
    assert closed.slug not in found


@pytest.mark.parametrize("what", ["all", "news", "products", "culture"])
def test_a_sign_that_xml_does_not_know_stops_no_feed(public, client, what):
    CultureEntryPage.objects.update(summary="Cả bản\x0bcúng")
    ProductPage.objects.update(summary="Miến\x0bdong")
    assert client.get(f"/feeds/{what}.rss").status_code == 200


def test_the_editor_keeps_no_sign_that_xml_does_not_know(public, signed_in, province_admin):
    page = CultureEntryPage.objects.live().get()
    form_class = page.get_edit_handler().bind_to_model(CultureEntryPage).get_form_class()
    form = form_class(instance=page, for_user=province_admin, parent_page=page.get_parent(), data={})
    form.cleaned_data = {"summary": "Cả bản\x0bcúng", "title": "Xên\x01"}
    assert form.clean()["summary"] == "Cả bản cúng"
    assert form.cleaned_data["title"] == "Xên "


def test_a_search_finds_the_archive_and_products(public, client):
    assert "Xên &amp; bản" in client.get("/search/?q=xen+ban").content.decode()
    assert "Miến dong" in client.get("/search/?q=mien+dong").content.decode()


@pytest.mark.parametrize(
    "path", ["/open/culture.csv", "/open/culture.json", "/feeds/culture.rss", "/feeds/all.atom"]
)
def test_who_kept_it_asks_each_time_and_gets_nothing_that_was_taken_back(
    public, agreement, ms_lan, client, path
):
    kept = client.get(path)
    assert (kept["Cache-Control"], kept.get("Last-Modified")) == ("public, no-cache", None)
    asked = {"If-None-Match": kept["ETag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get(path, headers=asked).status_code == 304
    agreements.withdraw(agreement, ms_lan, "thôi")
    again = client.get(path, headers=asked)
    assert again.status_code == 200
    assert "Xên" not in again.content.decode()


def test_a_recording_that_was_taken_back_goes_on_in_no_cache(ms_lan, muong_nha, elder, client):
    agreement = archive.make_agreement(ms_lan, muong_nha, may_voice=True)
    file = make_file()
    body = [("sound", {"title": "Hát", "file": file, "transcript": ""})]
    archive.make_entry(agreement=agreement, by=elder, body=body, teller={"shows_voice": True})
    kept = client.get(files.address(file))
    asked = {"If-None-Match": kept["ETag"]}
    assert client.get(files.address(file), headers=asked).status_code == 304
    agreements.withdraw(agreement, ms_lan, "thôi", ["may_voice"])
    assert client.get(files.address(file), headers=asked).status_code == 404


def test_machines_are_told_where_the_feed_and_the_map_are(public, client, db):
    for path, feed in (("/", "all"), ("/kho-van-hoa/", "culture"), ("/san-vat/", "products")):
        page = client.get(path).content.decode()
        assert f'<link rel="alternate" type="application/atom+xml" href="/feeds/{feed}.atom"' in page
        assert client.get(f"/feeds/{feed}.atom").status_code == 200
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in robots.content.decode()
    assert "/lectures/" in client.get("/sitemap-views.xml").content.decode()


def test_every_page_says_what_it_is_about(public, client, author, signed_in, muong_nha):
    told = {path: described(client.get(path)) for path in ("/", "/lectures/", "/kho-van-hoa/xen-ban/")}
    assert told["/kho-van-hoa/xen-ban/"] == "Cả bản cúng đầu năm."
    told["outside"] = described(signed_in(author).get("/outside/"))
    assert len(set(told.values())) == 4


def described(answer):
    assert answer.status_code == 200
    return re.search(r'<meta name="description" content="([^"]+)">', answer.content.decode())[1]
