"""What a browser needs for a session: questions as HTML, their keys, and what is remembered of each."""

from datetime import date

from django.utils import timezone

from courses import question_html
from courses.questions import hints
from courses.templatetags.questions import formulas

FIRST_DAY = date(1970, 1, 1)


def of(student, rows, source):
    return {
        "source": source.name,
        "learner": student.user.learner_key,
        "questions": [_told(row, place) for place, row in enumerate(rows, start=1)],
    }


def _told(row, place):
    version = row.version
    key = version.key
    return {
        "version": str(version.pk),
        "question": str(row.question_id),
        "html": question_html.render_alone(version, question_html.NUMBER, place),
        "passage": question_html.render_passage(version.passage) if version.passage_id else "",
        "place": place,
        "kind": version.kind,
        "content": version.content,
        "key": key,
        "shown": formulas(str(version.shown_key())),
        "said": {name: formulas(words) for name, words in (key.get("said") or {}).items()},
        "feedback": formulas(version.feedback),
        "hints": [formulas(one) for one in hints.of(key)],
        "due": _day(row.due_on),
        # None before the first answer.
        "known": _known(row) if row.last_at else None,
    }


def _known(row):
    return {
        "stability": row.stability,
        "difficulty": row.difficulty,
        "day": _day(timezone.localdate(row.last_at)),
    }


def _day(day):
    """Its number, as js/memory.js counts days."""
    return (day - FIRST_DAY).days
