"""Six entries of the culture archive, with made-up tellers, their agreements and the word of the community.

Everything is written by the programme to show how it works; the entries say so themselves.
"""

from datetime import timedelta

from django.core.files.base import ContentFile

from courses.models import Licence
from home.culture import agreements, community
from home.demo import lessons
from home.demo.culture_words import ENTRIES, EXAMPLE, SPEAKERS
from home.demo.lessons import AUDIO
from home.demo.people import commune
from home.models import (
    CommunityApprover,
    CommunityWord,
    CultureEntryPage,
    CultureIndexPage,
    CultureKind,
    EntryTeller,
    TellerAgreement,
)
from students.models import EthnicGroup

INTRO = (
    "Lễ hội, phong tục, nghề, lời hát, chữ viết: bà con kể, thầy cô và các em ghi lại, cộng đồng "
    "đọc trước khi đăng."
)


def load(cast, shelves, today):
    """The archive; every entry passes the gate like any other."""
    index = CultureIndexPage(title="Kho văn hóa Điện Biên", slug="van-hoa", intro=INTRO)
    shelves.home.add_child(instance=index)
    index.save_revision().publish()
    peoples = {group.name: group for group in EthnicGroup.objects.all()}
    for username, people in SPEAKERS:
        CommunityApprover.objects.create(
            user=cast.users[username],
            people=peoples[people],
            starts_on=cast.first_day,
            given_by=cast.users["so.gddt"],
        )
    for number, entry in enumerate(ENTRIES):
        _entry(cast, shelves, index, peoples, entry, today - timedelta(days=40 - number))


def _entry(cast, shelves, index, peoples, told, day):
    people = peoples[told["people"]]
    page = CultureEntryPage(
        title=told["title"],
        slug=told["slug"],
        live=False,
        owner=cast.users["tacgia.so"],
        kind=CultureKind.objects.get(code=told["kind"]),
        own_name=told.get("own_name", ""),
        summary=told["summary"],
        villages=told.get("villages", ""),
        calendar=told["calendar"],
        first_month=told.get("first"),
        last_month=told.get("last"),
        when=told.get("when", ""),
        sources="\n".join([*told.get("sources", []), EXAMPLE]),
        collected_by=told["collected_by"],
        licence=Licence.objects.get(code="own"),
        cover=shelves.picture(*told["picture"]),
    )
    page.peoples.set([people])
    page.communes.set([commune(name) for name in told["communes"]])
    page.body = [_block(shelves, told, block) for block in told["body"]]
    if "reading" in told:
        page.readings = [("recording", _reading(*told["reading"]))]
    if "teller" in told:
        agreement = _agreement(cast, people, told, day)
        page.tellers.add(EntryTeller(agreement=agreement, sort_order=0, shows_voice="reading" in told))
    index.add_child(instance=page)
    revision = page.save_revision(user=cast.users["tacgia.so"])
    speaker = next(cast.users[username] for username, name in SPEAKERS if name == told["people"])
    for word in community.ask(revision.as_object(), cast.users["tacgia.so"]):
        community.say(word, speaker, CommunityWord.State.APPROVED, word_of=told.get("word_of", ""))
    revision.publish()


def _agreement(cast, people, told, day):
    name, where, what, allowed, conditions = told["teller"]
    agreement = TellerAgreement(
        teller_name=name,
        people=people,
        commune=commune(where),
        told=what,
        how=TellerAgreement.How.SPOKEN,
        agreed_on=day,
        conditions=conditions,
        **dict.fromkeys(allowed, True),
    )
    agreements.record(agreement, cast.users["hien.muongnha"])
    # Stands for the recorded yes; nobody real said it.
    spoken = ContentFile((AUDIO / "hoa-ban-va-tho-cam.opus").read_bytes(), name="loi.opus")
    agreements.keep_word(agreement, spoken, cast.users["hien.muongnha"])
    return agreement


def _reading(name, title, words):
    return {"language": "vi", "file": lessons.sound(name, title), "transcript": words}


def _block(shelves, told, block):
    kind, value = block
    if kind == "picture":
        picture = shelves.picture(*told["picture"])
        return kind, {"picture": picture, "alt": told["picture"][1], "caption": value}
    if kind == "side_by_side":
        heading, versions = value
        names = ("language", "script", "lines")
        return kind, {
            "heading": heading,
            "versions": [dict(zip(names, one, strict=True)) for one in versions],
        }
    return kind, value
