"""Topics × pupils of a class: in the order of names, in words and signs, never as a ranking."""

from dataclasses import dataclass, field

from courses.mark_book import rights
from courses.recall import sets, standing
from students.models import Student

# More than a class can revise before the next lesson helps nobody.
MOST_TICKED = 3


@dataclass
class Column:
    subject_id: int
    subject: str
    topic: str
    grade: int | None
    # Whether the teacher who looks teaches the subject here.
    is_own: bool = True
    counts: dict = field(default_factory=lambda: dict.fromkeys(standing.WORDS, 0))

    @property
    def needs(self):
        return self.counts[standing.NEEDS]

    @property
    def value(self):
        """As a form names it."""
        return f"{self.subject_id}:{self.topic}"


@dataclass
class Heat:
    columns: list
    # (student, [Topic or None])
    lines: list

    @property
    def suggested(self):
        """Values of the topics, of one own subject, that most pupils have still to revise."""
        own = self.own_columns
        wanted = sorted((one for one in own if one.needs), key=lambda one: -one.needs)
        return [one.value for one in wanted if one.subject_id == wanted[0].subject_id][:MOST_TICKED]

    @property
    def own_columns(self):
        """Whoever teaches none of the subjects here looks after all of them alike."""
        return [one for one in self.columns if one.is_own] or self.columns

    @property
    def subjects(self):
        """[(subject, its columns)], the own ones."""
        return _by_subject(self.own_columns)

    @property
    def other_subjects(self):
        own = {one.subject_id for one in self.own_columns}
        return _by_subject([one for one in self.columns if one.subject_id not in own])


def _by_subject(columns):
    found = {}
    for one in columns:
        found.setdefault(one.subject_id, (one.subject, []))[1].append(one)
    return list(found.values())


def of_class(school_class, user):
    students = list(Student.objects.visible_to(user, to="see marks").sitting_in(school_class))
    own = rights.subjects_written_by(user, school_class)
    keys = [student.pk for student in students]
    topics = standing.topics_of(keys, standing.held_from(keys))
    columns = {}
    for pk, name, topic, grade in sets.topics_for(user, school_class):
        columns.setdefault((pk, topic), Column(pk, name, topic, grade))
    for told in topics.values():
        for one in told:
            column = columns.setdefault(
                (one.subject_id, one.topic), Column(one.subject_id, one.subject, one.topic, one.grade)
            )
            column.counts[one.state] += 1
    for one in columns.values():
        one.is_own = own is None or one.subject_id in own
    ordered = sorted(columns.values(), key=lambda one: (not one.is_own, standing.place(one)))
    ordered = ordered[: sets.MOST_SHOWN]
    lines = []
    for student in students:
        met = {(one.subject_id, one.topic): one for one in topics.get(student.pk, [])}
        lines.append((student, [met.get((column.subject_id, column.topic)) for column in ordered]))
    return Heat(ordered, lines)
