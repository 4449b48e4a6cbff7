"""Topics × pupils of a class: in the order of names, in words and signs, never as a ranking."""

from dataclasses import dataclass, field

from courses.recall import sets, standing
from students.models import Student


@dataclass
class Column:
    subject_id: int
    subject: str
    topic: str
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
        """Values of the topics, of one subject, that most pupils have still to revise."""
        wanted = sorted((one for one in self.columns if one.needs), key=lambda one: -one.needs)
        return [one.value for one in wanted if one.subject_id == wanted[0].subject_id][:3]

    @property
    def subjects(self):
        """[(subject's pk, subject, its columns)]"""
        found = {}
        for one in self.columns:
            found.setdefault((one.subject_id, one.subject), []).append(one)
        return [(pk, name, columns) for (pk, name), columns in found.items()]


def of_class(school_class, user):
    students = list(Student.objects.visible_to(user, to="see marks").sitting_in(school_class))
    topics = standing.topics_of([student.pk for student in students])
    columns = {
        (pk, topic): Column(pk, name, topic) for pk, name, topic in sets.topics_for(user, school_class)
    }
    for told in topics.values():
        for one in told:
            column = columns.setdefault(
                (one.subject_id, one.topic), Column(one.subject_id, one.subject, one.topic)
            )
            column.counts[one.state] += 1
    ordered = sorted(columns.values(), key=lambda one: (one.subject, one.topic))[: sets.MOST_SHOWN]
    lines = []
    for student in students:
        own = {(one.subject_id, one.topic): one for one in topics.get(student.pk, [])}
        lines.append((student, [own.get((column.subject_id, column.topic)) for column in ordered]))
    return Heat(ordered, lines)
