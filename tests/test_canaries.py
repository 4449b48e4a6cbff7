"""No private fact of a child reaches whom it does not concern: every route is read as a pupil, a classmate,
a parent, a stranger and the people of the other school, and searched for facts that nobody may find there.

The routes are those of tests/routes/, so a new one is read too; for families and strangers links are
followed, so that what hangs on a page is read as well.
"""

import json
import re
import uuid
from html import unescape

import pytest
from django.core.cache import cache

from devices.models import Device, Loss
from tests.canaries import OTHER_STAFF, PRIVATE, SENSITIVE, Canaries, Secret, words_of
from tests.routes import ROUTES, Cast

pytestmark = pytest.mark.any_database

READERS = ["anonymous", "pupil", "classmate", "guardian", "other_pupil", "other_teacher", "other_admin"]
MOST_PAGES = 1000
LEAVES = re.compile(r"^/(sign-in|ph|sign-out|static|media|admin)/")
LINK = re.compile(r"""(?:href|src|action|data-\w+)=["'](/[^"'#]*)""")


def excused(role, path, secret):
    """What a page is for: the few places where such a fact is told to those it concerns."""
    giangs = secret.of == "giang"
    if role == "guardian" and re.search(r"/record(\.\w+)?/?$", path):
        # The family's right to everything that is kept about the own child (Law 91/2025).
        return giangs and secret.kind in SENSITIVE | PRIVATE
    if role in OTHER_STAFF and path.startswith("/arrivals/"):
        # Found by id and birth date, for a transfer: a name to compare with the paper.
        return giangs and secret.kind == "name"
    if role in ("pupil", "classmate") and re.match(r"/exchange/(classes|threads)/", path):
        # Who writes on the board of one's own class.
        return secret.of in ("giang", "hoa") and secret.kind == "name"
    # A list of all peoples to choose from, those that the canaries added among them; nobody's.
    chosen_from = re.match(r"/(collecting/(agreements/new|approvers|works)|join/\w+)/", path)
    return secret.kind == "ethnic group" and bool(chosen_from)


@pytest.fixture
def canaries(request, db):
    cache.clear()
    return Canaries(Cast(request))


@pytest.mark.parametrize("role", READERS)
def test_no_route_tells_what_does_not_concern_its_reader(role, canaries, client):
    cast = canaries.cast
    hidden = canaries.hidden_from(role)
    told, seen, to_read = [], set(), []
    for name, route in ROUTES.items():
        # Made first: what a path needs must not be made while somebody reads.
        to_read.append((route.address(cast), route.method if role in route.who else "get", name))
    # Pages first, then whatever changes something (an agreement, a new password).
    to_read.sort(key=lambda one: one[1] == "post")
    while to_read and len(seen) < MOST_PAGES:
        path, method, via = to_read.pop(0)
        if (path, method) in seen:
            continue
        seen.add((path, method))
        cast.sign_in(client, role)
        response = getattr(client, method)(path, follow=True)
        words = words_of(response)
        asked = {path, *(address for address, _status in response.redirect_chain)}
        for secret in hidden:
            # An address that was asked for may come back in the answer («next=…»).
            if secret.stands_in(without(words, asked)) and not excused(role, path, secret):
                told.append(f"{via}: {path} tells the {secret.kind} of {secret.of}")
        links = sorted({unescape(link) for link in LINK.findall(words)})
        if role not in OTHER_STAFF:
            to_read += [(link, "get", via) for link in links if follows(link, response)]
    assert not told, "\n".join(told)
    assert len(seen) < MOST_PAGES, "More pages than this test reads: narrow what it follows."


def follows(link, response):
    return (
        response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not LEAVES.match(link)
    )


def without(words, addresses):
    for address in addresses:
        for said in {address, address.replace("&", "&amp;"), address.replace("/", "%2F")}:
            if len(said) > 1:
                words = words.replace(said, "")
    return words


def test_the_answers_to_what_a_device_sends_tell_nothing_of_a_classmate(canaries, client, giang, hoa):
    foreign = next(s.text for s in canaries.secrets if (s.of, s.kind) == ("hoa", "attempt"))
    cast = canaries.cast
    cast.sign_in(client, "pupil")
    events = [
        {
            "id": str(uuid.uuid4()),
            "kind": kind,
            "stream": stream,
            "install": "may-1",
            "seq": 5,
            "learner": learner,
            "payload": {"place": 1, "response": ["x"], "lecture": str(canaries.lecture.translation_key)},
        }
        for kind in ("answer.saved", "attempt.submitted", "lecture.read", "usage.day", "khong-co")
        for stream in (foreign, str(uuid.uuid4()))
        for learner in (str(giang.pk), str(hoa.pk))
    ]
    response = client.post("/sync/", json.dumps({"events": events}), content_type="application/json")
    # The key and the attempt were in what the device sent; everything else is new to it.
    told = [s for s in canaries.hidden_from("pupil") if s.kind not in ("key", "attempt")]
    assert response.status_code == 200
    assert [secret for secret in told if secret.stands_in(words_of(response))] == []


def test_every_kind_of_answer_is_searched(canaries, client):
    """The search itself: it finds what a page, a workbook and a PDF tell those who may read it."""
    cast = canaries.cast
    phone = next(s for s in canaries.secrets if (s.of, s.kind) == ("giang", "phone"))
    name = next(s for s in canaries.secrets if (s.of, s.kind) == ("giang", "name"))
    mark = next(s for s in canaries.secrets if (s.of, s.kind) == ("giang", "mark"))
    cast.sign_in(client, "guardian")
    for ending in ("json", "pdf"):
        assert phone.stands_in(words_of(client.get(f"/students/{cast.giang.pk}/record.{ending}")))
    assert mark.stands_in(words_of(client.get("/family/")))
    cast.sign_in(client, "teacher")
    assert name.stands_in(words_of(client.get(f"/classes/{cast.class_6a.uid}/list.xlsx")))


@pytest.mark.parametrize(
    ("words", "found"), [("Điểm 6,3", True), ("6.3 điểm", True), ("16,3", False), ("1.6.3", False)]
)
def test_a_mark_is_told_from_other_numbers(words, found):
    assert Secret("giang", "mark", "6.3").stands_in(words) is found


def test_what_is_told_of_machines_is_found_where_staff_reads_it(canaries, client):
    """Each is a word that a page really shows, so that its absence elsewhere says something."""
    cast = canaries.cast
    facts = {s.kind: s.text for s in canaries.secrets if s.of == "giang"}
    device = Device.objects.get(code=facts["device"])
    ticket = device.repairs.get()
    line = device.open_line()
    loss = Loss.objects.exclude(found_on=None).get(line__pupil=cast.giang)
    (seen,) = device.seen.all()
    shown = {
        f"/repairs/{ticket.pk}/": {"damage", "repair note", "photo of a repair"},
        f"/losses/{loss.pk}/": {"story of a loss", "place of a loss", "how it was found"},
        f"/handovers/{line.handover_id}/": {"dispute", "answer to a dispute", "receiver", "SIM card"},
        f"/stocktakes/{seen.stocktake_id}/result/": {"note of a stocktake"},
        f"/sims/{facts['SIM card']}/": {"owner of a SIM card"},
        "/grants/": {"giver of a connection"},
        f"/students/{cast.giang.pk}/household/": {"policy certificate", "scan of a certificate"},
    }
    cast.sign_in(client, "school_admin")
    for path, kinds in shown.items():
        words = words_of(client.get(path))
        assert {kind for kind in kinds if facts[kind] in words} == kinds, path
