"""What the works of a contest have come to so far: read in few queries, whatever their number."""

from dataclasses import dataclass, field

from courses.models import ContestWork, Judging
from courses.work_contests import spread


@dataclass
class Line:
    """A work, the points of its judges ({judge: Judging}), and what they come to together."""

    work: ContestWork
    judgings: dict = field(default_factory=dict)
    judged: spread.Judged = None

    @property
    def waits_for(self):
        """How many of its judges have not given points."""
        return sum(1 for one in self.judgings.values() if one.last is None)

    @property
    def is_given(self):
        return bool(self.judgings) and not self.waits_for


def of_contest(contest):
    """[Line] of every work that counts, in the order of their numbers."""
    works = contest.works.standing().select_related("school", "group")
    lines = {one.pk: Line(one) for one in works.prefetch_related("authors__student", "authors__user")}
    current = Judging.objects.current().filter(work__in=list(lines)).prefetch_related("rows")
    for one in current.select_related("judge"):
        lines[one.work_id].judgings[one.judge_id] = one
    out_of = contest.out_of
    for line in lines.values():
        totals = [one.last.total for one in line.judgings.values() if one.last]
        line.judged = spread.of(totals, out_of, contest.far_percent)
    return list(lines.values())


def placed(lines):
    """[(group, [(Line, rank, how many share it)])] of works that all their judges gave points: each group by
    itself; primary pupils have no rank."""
    groups = {}
    for line in lines:
        if line.is_given:
            groups.setdefault(line.work.group_id, []).append(line)
    found = []
    for some in groups.values():
        by_key = {line.work.pk: line for line in some}
        means = {key: line.judged.mean for key, line in by_key.items()}
        unranked = {key for key, line in by_key.items() if line.work.is_primary}
        told = [(by_key[key], rank, shared) for key, rank, shared in spread.ranked(means, unranked)]
        found.append((some[0].work.group, told))
    return sorted(found, key=lambda one: one[0].grade_from if one[0] else 0)
