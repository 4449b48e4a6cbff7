"""What the archive shows for an address: narrowed by people, commune, kind, month and a word."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F

from home.culture import seasons, tiles
from home.models import CultureEntryPage, CultureKind
from lms.text import fold, whole_number
from students.models import EthnicGroup, Place

A_PAGE = 12
LONGEST_WORD = 60


@dataclass(frozen=True)
class Asked:
    """What an address asks for; what is not understood is not asked."""

    people: str = ""
    commune: str = ""
    kind: str = ""
    calendar: str = seasons.Calendar.SOLAR
    month: int | None = None
    word: str = ""

    def __bool__(self):
        return bool(self.people or self.commune or self.kind or self.month or self.word)

    def address(self, **other):
        """`?…` with what is asked, changed as told; None takes a part away."""
        parts = {
            "people": self.people,
            "commune": self.commune,
            "kind": self.kind,
            "month": self.month,
            "calendar": self.calendar if self.calendar == seasons.Calendar.LUNAR else "",
            "q": self.word,
        }
        parts |= other
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def read(told):
    """What a QueryDict asks for."""
    month = whole_number(told.get("month"), 2)
    lunar = told.get("calendar") == seasons.Calendar.LUNAR
    return Asked(
        people=_code(told.get("people")),
        commune=_code(told.get("commune")),
        kind=_code(told.get("kind")),
        calendar=seasons.Calendar.LUNAR if lunar else seasons.Calendar.SOLAR,
        month=month if month and 1 <= month <= 12 else None,
        word=" ".join(told.get("q", "").replace("\0", " ").split())[:LONGEST_WORD],
    )


def found(asked):
    """Public entries that suit, the newest first."""
    entries = CultureEntryPage.objects.public_ones()
    if asked.people:
        entries = entries.filter(peoples=asked.people)
    if asked.commune:
        entries = entries.filter(communes__scheme="since_2025", communes__code=asked.commune)
    if asked.kind:
        entries = entries.filter(kind=asked.kind)
    if asked.month:
        field = "lunar_months" if asked.calendar == seasons.Calendar.LUNAR else "solar_months"
        entries = entries.annotate(then=F(field).bitand(seasons.bit(asked.month))).filter(then__gt=0)
    for word in fold(asked.word).split():
        entries = entries.filter(folded__contains=word)
    return entries


def context(request):
    asked = read(request.GET)
    entries = found(asked)
    page = Paginator(dressed(entries), A_PAGE).get_page(request.GET.get("page"))
    facts = list(
        CultureEntryPage.objects.public_ones()
        .order_by()
        .values_list("pk", "kind", "solar_months", "lunar_months")
    )
    return {
        "asked": asked,
        "entries": page,
        "total": page.paginator.count,
        "all": len(facts),
        "kinds": _kinds(facts, asked),
        "peoples": _peoples(asked),
        "months": _months(facts, asked),
        **_board(asked),
    }


def dressed(entries):
    return (
        entries.select_related("cover", "kind")
        .prefetch_related("peoples", "communes")
        .order_by("-first_published_at", "-pk")
        .defer("body", "readings", "folded")
    )


def _code(text):
    """A short code out of an address; anything else is not asked."""
    text = text or ""
    return text if len(text) <= 20 and text.replace("-", "").isalnum() and text.isascii() else ""


def _kinds(facts, asked):
    counts = Counter(kind for _pk, kind, _solar, _lunar in facts)
    return [
        (kind, counts[kind.pk], kind.pk == asked.kind)
        for kind in CultureKind.objects.all()
        if counts[kind.pk] or kind.pk == asked.kind
    ]


def _peoples(asked):
    public = CultureEntryPage.objects.public_ones().values("pk")
    links = CultureEntryPage.peoples.through.objects.filter(cultureentrypage__in=public)
    counts = Counter(links.values_list("ethnicgroup", flat=True))
    return [
        (people, counts[people.pk], people.pk == asked.people)
        for people in EthnicGroup.objects.filter(pk__in=[*counts, asked.people])
    ]


def _months(facts, asked):
    """[(month, how many, whether it is asked, its address)] of the calendar that is shown."""
    place = 3 if asked.calendar == seasons.Calendar.LUNAR else 2
    told = []
    for month in range(1, 13):
        # What is done all the year tells nothing of a month, and stays found in each.
        count = sum(bool(fact[place] & seasons.bit(month)) for fact in facts if fact[place] != seasons.ALL)
        is_asked = asked.month == month
        told.append((month, count, is_asked, asked.address(month=None if is_asked else month)))
    return told


def _board(asked):
    """The tile board, and the communes as a list: the same, for whoever reads or listens."""
    public = CultureEntryPage.objects.public_ones().values("pk")
    links = CultureEntryPage.communes.through.objects.filter(cultureentrypage__in=public)
    counts = Counter(links.values_list("place__code", flat=True))
    placed = tiles.tiles()
    communes = list(Place.objects.current().communes())
    shown = []
    for commune in communes:
        is_asked = commune.code == asked.commune
        address = asked.address(commune=None if is_asked else commune.code)
        shown.append((placed.get(commune.code), commune, counts[commune.code], is_asked, address))
    width, height = tiles.size()
    return {
        "tiles": [row for row in shown if row[0]],
        "communes": sorted(
            (row for row in shown if row[2] or row[3]), key=lambda row: fold(Place.bare_name(row[1].name))
        ),
        "commune": next((row[1] for row in shown if row[3]), None),
        "board": f"0 0 {width} {height}",
    }
