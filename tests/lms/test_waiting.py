"""The page of what waits on a device is the same for everybody, and names every kind of event."""

import json
import re

from lms import event_words, outbox


def test_the_page_of_what_waits_is_the_same_for_everybody(client, signed_in, giang):
    page = client.get("/waiting/")
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-cache"
    assert not page.cookies
    assert signed_in(giang.user).get("/waiting/").content == page.content


def test_every_kind_of_event_has_words_on_the_page(client):
    html = client.get("/waiting/").content.decode()
    told = re.search(r'<script type="application/json">(.+?)</script>', html).group(1)
    words = json.loads(told)
    kinds = set(outbox.kinds())
    assert len(kinds) > 20
    assert {kind for kind in kinds if not words["kinds"].get(kind)} == set()
    assert words["reasons"][""]


def test_no_kind_is_named_that_nobody_takes():
    assert event_words.told().keys() <= set(outbox.kinds())


def test_a_page_of_a_pupil_shows_what_waits_in_its_head(signed_in, giang, ms_lan):
    for person in (giang.user, ms_lan):
        page = signed_in(person).get("/start/", follow=True).content.decode()
        assert '<a class="outbox-badge__link" href="/waiting/"' in page
        assert "lms/js/ui/outbox-badge.js" in page
