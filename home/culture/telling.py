"""What a page of an entry tells: credits as far as was agreed, and words side by side."""

from itertools import zip_longest

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from home.models import CommunityWord
from lms.languages import Language


def context(page):
    below = [block.value.get("picture") for block in page.body if block.block_type == "picture"]
    kinds = {block.block_type for block in page.body}
    return {
        "cover_stands_below": page.cover in below,
        "credits": [credit(row.agreement) for row in page.tellers.all()],
        "words_of_communities": approvals(page),
        "peoples": list(page.peoples.all()),
        "communes": list(page.communes.all()),
        "is_heard": bool(page.readings) or bool(kinds & {"sound", "side_by_side"}),
    }


def credit(agreement):
    """How a teller is named: «Lò Văn Hặc, xã Thanh Nưa» only when that was agreed."""
    who = agreement.shown_name or _("a teller who is not named")
    return f"{who}, {agreement.commune}"


def approvals(page):
    """[(people, day, whose word)]: the last approval of each people, of what stands on the page."""
    said = CommunityWord.objects.filter(page=page.pk, state=CommunityWord.State.APPROVED)
    last = {word.people_id: word for word in said.select_related("people").order_by("said_at", "pk")}
    return [last[people.pk] for people in page.peoples.all() if people.pk in last]


def side_by_side(value):
    """Columns with their language, and rows with the same line of each."""
    columns = []
    for version in value["versions"]:
        language = Language(version["language"])
        columns.append(
            {
                "lang": "-".join(filter(None, [language.value, version["script"]])),
                "name": capfirst(language.label),
                "script": version["script"],
                "lines": [line.strip() for line in version["lines"].splitlines()],
                "file": version["file"],
            }
        )
    rows = zip_longest(*(column["lines"] for column in columns), fillvalue="")
    return {
        "columns": columns,
        "rows": [list(zip(columns, row, strict=True)) for row in rows],
        "readings": {
            "readings": [
                {"language": version["language"], "file": version["file"], "transcript": ""}
                for version in value["versions"]
                if version["file"]
            ]
        },
    }
