"""Installing on the home screen: what the telephone is told, and who is offered it."""

import json
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image


def told(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    return json.loads(answer.content)


def test_it_is_vietnamese_and_begins_at_the_own_page(client):
    manifest = told(client)
    assert manifest["lang"] == "vi"
    assert manifest["display"] == "standalone"
    assert (manifest["start_url"], manifest["scope"]) == ("/start/", "/")
    # What stands under an icon before it is cut off.
    assert len(manifest["short_name"]) <= 12


def test_each_icon_is_there_and_as_large_as_it_says(client):
    purposes = set()
    for icon in told(client)["icons"]:
        path = Path(finders.find(icon["src"].removeprefix("/static/")))
        with Image.open(path) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
        assert path.stat().st_size < 10_000
        purposes.add((icon["sizes"], icon["purpose"]))
    assert purposes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}


def test_pages_name_it_and_a_pupil_is_offered_it(client, signed_in, giang):
    assert b'rel="manifest"' in client.get("/sign-in/").content
    assert b"<install-offer" in signed_in(giang).get("/today/").content


def test_who_stands_at_the_door_is_told_what_the_browser_lacks(client, db):
    for door in ("/sign-in/", "/ph/", "/sign-in/staff/"):
        assert b"<reduced-browser" in client.get(door).content, door


def test_a_file_that_is_opened_alone_has_its_icon_without_asking_the_database(client):
    answer = client.get("/favicon.ico")
    assert answer.url.endswith(".svg")
    assert "max-age=86400" in answer["Cache-Control"]
