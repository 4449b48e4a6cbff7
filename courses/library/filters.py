"""Narrowing the library, as the address of the page says it: `?grade=6&subject=toan&with=sound&order=used`.

Whatever the address says that makes no sense narrows nothing. What there is, is counted by one query that
puts together what looks alike; from that each choice is told with how much it would leave (`facets`).
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, ExpressionWrapper, F, FilteredRelation, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses import keeping, opening
from courses.library.own_kinds import LIGHT
from courses.models import LibraryEntry
from lms.languages import Language
from lms.text import whole_number
from students import scope
from students.models import School

GRADES = range(1, 13)
LANGUAGES = dict(Language.choices)
WITH = {
    "light": _("light: under 300 KB"),
    "sound": _("with sound"),
    "video": _("with video"),
}
SIGNAL = {
    "no": _("can be read on when the signal is gone"),
    "yes": _("needs signal: film or outside page"),
}
KINDS = {"lecture": _("lectures"), "link": _("outside pages")}
ORDERS = {
    "new": pgettext_lazy("order", "newest first"),
    "used": pgettext_lazy("order", "most read in my school"),
    "recommended": pgettext_lazy("order", "most recommended by teachers"),
}
# What the library lists; quizzes and articles are found by a search alone.
LISTED = ["lecture", "link"]
MOST_IN_MEMORY = 100
_memory = {}
# What is the same in these is counted together.
ALIKE = (
    "kind", "grade", "subject__code", "languages", "light", "has_sound", "has_video", "needs_signal", "mine"
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What the reader has chosen; empty is everything."""

    grade: int | None = None
    subject: str = ""
    topic: str = ""
    language: str = ""
    having: str = ""
    signal: str = ""
    kind: str = ""
    mine: bool = False
    order: str = ""
    schools: frozenset = field(default=frozenset(), compare=False)

    def query(self, **changes):
        """The address of this choice with some of it changed, as it stands behind `?`."""
        return urlencode(replace(self, **changes).parameters())

    def parameters(self):
        told = {
            "grade": self.grade or "all",
            "subject": self.subject,
            "topic": self.topic,
            "language": self.language,
            "with": self.having,
            "signal": self.signal,
            "kind": self.kind,
            "made": "school" if self.mine else "",
            "order": self.order,
        }
        return {name: value for name, value in told.items() if value}

    @property
    def narrows(self):
        """Whether anything but the grade is chosen."""
        told = (self.subject, self.topic, self.language, self.having, self.signal, self.kind, self.mine)
        return any(told)

    def condition(self):
        """As a condition on entries."""
        wanted = Q()
        if self.grade:
            # What is for no grade in particular suits all.
            wanted &= Q(grade=self.grade) | Q(grade=None)
        if self.subject:
            wanted &= Q(subject__code=self.subject)
        if self.topic:
            wanted &= Q(topic=self.topic)
        if self.language:
            wanted &= Q(languages__contains=self.language)
        if self.having == "light":
            wanted &= Q(size__lt=LIGHT)
        elif self.having:
            wanted &= Q(**{f"has_{self.having}": True})
        if self.signal:
            wanted &= Q(needs_signal=self.signal == "yes")
        if self.kind:
            wanted &= Q(kind=self.kind)
        if self.mine:
            wanted &= Q(school__in=self.schools)
        return wanted

    def suits(self, row, but=""):
        """Whether a counted row (a dict by ALIKE) is what is asked for, leaving one filter out."""
        return all(
            name == but or check
            for name, check in (
                ("grade", not self.grade or row["grade"] in (self.grade, None)),
                ("subject", not self.subject or row["subject__code"] == self.subject),
                ("language", not self.language or self.language in row["languages"].split()),
                ("having", not self.having or has(row, self.having)),
                ("signal", not self.signal or signal_of(row) == self.signal),
                ("kind", not self.kind or row["kind"] == self.kind),
                ("mine", not self.mine or row["mine"]),
            )
        )


def has(row, what):
    return row["light"] if what == "light" else row[f"has_{what}"]


def signal_of(row):
    return "yes" if row["needs_signal"] else "no"


def read(request, own_grade=None):
    """The filters of an address. `own_grade`: of a pupil's class, where the address names none."""
    asked = request.GET
    text = asked.get("grade", "")
    grade = whole_number(text, 2) if text else own_grade
    return Filters(
        grade=grade if grade in GRADES else None,
        subject=asked.get("subject", "")[:50],
        topic=asked.get("topic", "")[:255],
        language=known(asked.get("language", ""), LANGUAGES),
        having=known(asked.get("with", ""), WITH),
        signal=known(asked.get("signal", ""), SIGNAL),
        kind=known(asked.get("kind", ""), KINDS),
        mine=asked.get("made") == "school",
        order=known(asked.get("order", ""), ORDERS),
        schools=frozenset(own_schools(request.user)),
    )


def known(text, choices):
    return text if text in choices else ""


def own_schools(user):
    """Ids of the schools that `user` belongs to: where one works or learns."""
    if not user.is_authenticated:
        return set()
    mine = scope.of(user)
    schools = mine.staff_school_ids - {None}
    return schools | {mine.student.school_id} if mine.student else schools


def counted_for(user, schools):
    """Rows of all that `user` may find, kept until something is published: they change for nobody before."""
    stamp = keeping.edition()
    if stamp is None:
        return counted(listed(user), schools)
    whose = (stamp, _sight(user), _closed(user), schools)
    rows = _memory.get(whose)
    if rows is None:
        if len(_memory) >= MOST_IN_MEMORY:
            _memory.clear()
        rows = _memory[whose] = counted(listed(user), schools)
    return rows


def _sight(user):
    """The schools whose own things this reader may find."""
    if not user.is_authenticated or not user.is_active:
        return "public"
    if scope.of(user).everywhere:
        return "everywhere"
    return tuple(School.objects.visible_to(user).order_by("pk").values_list("pk", flat=True))


def _closed(user):
    """The lectures that wait for their day before this reader: another class may have another day."""
    closed = opening.closed_for(user)
    return None if closed is None else frozenset(closed.values_list("pk", flat=True))


def counted(entries, schools):
    """Rows of things that look alike, with how many there are."""
    mine = ExpressionWrapper(Q(school__in=schools), BooleanField()) if schools else Value(False)
    light = ExpressionWrapper(Q(size__lt=LIGHT), BooleanField())
    return list(entries.annotate(light=light, mine=mine).order_by().values(*ALIKE).annotate(n=Count("pk")))


def alike(rows):
    """The same rows (dicts by ALIKE) put together where they look alike, `n` their number."""
    numbers = Counter(tuple(row[name] for name in ALIKE) for row in rows)
    return [dict(zip(ALIKE, values, strict=True), n=n) for values, n in numbers.items()]


def ordered(entries, filters):
    """`entries` in the order that was chosen; the newest first where it says nothing."""
    if filters.order == "recommended":
        return entries.order_by("-recommended", "-published_at", "pk")
    if filters.order == "used" and filters.schools:
        use = FilteredRelation("used_by", condition=Q(used_by__school=min(filters.schools)))
        most = F("use__readers").desc(nulls_last=True)
        return entries.annotate(use=use).order_by(most, "-readers", "-published_at", "pk")
    if filters.order == "used":
        return entries.order_by("-readers", "-published_at", "pk")
    return entries.order_by("-published_at", "pk")


def listed(user):
    """What the library lists for `user`."""
    return LibraryEntry.objects.visible_to(user).filter(kind__in=LISTED)
