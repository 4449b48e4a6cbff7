"""A commune as a list writes it, old or new, resolved to today's unit through the succession."""

import re
from collections import defaultdict

from lms.text import fold, tidy
from students.models import Place, Succession

KINDS = {
    "xã": ("xã", "x.", "xa"),
    "phường": ("phường", "p.", "phuong"),
    "thị trấn": ("thị trấn", "tt.", "tt", "thi tran"),
    "huyện": ("huyện", "h.", "huyen"),
    "thành phố": ("thành phố", "tp.", "tp", "thanh pho"),
    "thị xã": ("thị xã", "tx.", "tx", "thi xa"),
}


class Communes:
    """All units in memory (180 rows, two queries), so that a file of any length asks nothing more."""

    def __init__(self):
        self.by_name, self.known = defaultdict(list), {}
        self.successor = {row.old_id: row.new for row in Succession.objects.select_related("new")}
        for place in Place.objects.select_related("parent"):
            self.by_name[self._bare(place.name)].append(place)

    def read(self, written, is_old=False, district=""):
        """(today's unit or None, issues) of a name; `district` is a hint that only old units have."""
        written = tidy(written)
        if not written:
            return None, []
        found = self._named(written, "commune")
        old = [place for place in found if place.scheme == "before_2025"]
        new = [] if is_old else [place for place in found if place.scheme == "since_2025"]
        if district and (names := {place.pk for place in self._named(district, "district")}):
            within = [place for place in old if place.parent_id in names]
            # A district makes it an old name: districts ended with the reform.
            old, new = (within, []) if within else (old, new)
        today = {place.pk: place for place in [*new, *(self.successor[place.pk] for place in old)]}
        if not today:
            return None, [("commune_unknown", {"value": written})]
        if len(today) > 1:
            first, second = list(today.values())[:2]
            return None, [("commune_unclear", {"value": written, "first": first, "second": second})]
        (unit,) = today.values()
        if not new and self._bare(unit.name) != self._bare(written):
            return unit, [("commune_old", {"value": written, "new": unit})]
        return unit, []

    def read_pair(self, new, old, district):
        """The unit of a row that may name today's commune, the old one, or both."""
        key = (new, old, district)
        if key not in self.known:
            self.known[key] = self._read_pair(new, old, district)
        return self.known[key]

    def _read_pair(self, new, old, district):
        unit, issues = self.read(new, district="" if old else district)
        if not old:
            return unit, issues
        before, old_issues = self.read(old, is_old=True, district=district)
        if unit and before and unit.pk != before.pk:
            issues.append(("commune_differs", {"value": old, "first": before, "second": unit}))
            return unit, issues
        return (unit, issues) if unit else (before, issues + old_issues)

    def _named(self, written, level):
        bare = self._bare(written)
        found = [place for place in self.by_name.get(bare, []) if place.level == level]
        if not found:
            # «Xá Tổng» begins like «xã»: the name without its first word is tried only second.
            return [place for place in self.by_name.get(fold(written), []) if place.level == level]
        kind = self._kind(written)
        of_kind = [place for place in found if place.kind == kind]
        return of_kind or found

    @staticmethod
    def _kind(written):
        lower = tidy(written).lower()
        for kind, words in KINDS.items():
            for word in words:
                if lower.startswith(word + " ") or (word.endswith(".") and lower.startswith(word)):
                    return kind
        return ""

    @classmethod
    def _bare(cls, written):
        kind = cls._kind(written)
        if kind:
            words = "|".join(re.escape(word) for word in sorted(KINDS[kind], key=len, reverse=True))
            written = re.sub(rf"^({words})\s*", "", tidy(written), flags=re.IGNORECASE)
        return fold(written)
