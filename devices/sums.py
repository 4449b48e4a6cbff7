"""Counted numbers of schools added up: a commune and the province are sums."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Sums over some schools. A number is a count, or a histogram {value as text: how many}."""

    numbers: dict
    cuts: dict
    at: object
    # [(school, its Figures)]
    schools: list = field(default_factory=list)

    def count(self, name):
        return self.numbers.get(name, 0)

    @property
    def not_equipped(self):
        return self.count("pupils") - self.count("equipped")

    @property
    def teachers_not_equipped(self):
        return self.count("teachers") - self.count("teachers_equipped")

    @property
    def share(self):
        """Per cent of pupils equipped, or None when there are none."""
        return round(100 * self.count("equipped") / self.count("pupils")) if self.count("pupils") else None


def add(pairs):
    """The Figures of all these (school, Figures) together."""
    numbers, histograms, cuts = defaultdict(int), defaultdict(Counter), defaultdict(dict)
    for _school, figures in pairs:
        for name, count in figures.numbers.items():
            if isinstance(count, dict):
                histograms[name].update(count)
            else:
                numbers[name] += count
        for cut, cells in figures.cuts.items():
            for key, (pupils, served) in cells.items():
                old = cuts[cut].get(key, [0, 0])
                cuts[cut][key] = [old[0] + pupils, old[1] + served]
    at = min((figures.at for _school, figures in pairs), default=None)
    return Figures(dict(numbers) | dict(histograms), dict(cuts), at, list(pairs))
