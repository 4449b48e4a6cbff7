"""A quiz from a format and a bank: a draft page whose parts draw what the matrix says."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from courses.models import QuestionVersion, QuizPage
from courses.question_codes import find_questions
from lms.history import note_change
from students.models import SchoolYear


@transaction.atomic
def make(course, by, title, form, bank, matrix, minutes, codes=1, each=False):
    """A draft quiz under `course`. `matrix`: for each part {(topic, level): count}."""
    parts = [("part", _part(part, bank, counts)) for part, counts in zip(form.parts, matrix, strict=True)]
    page = QuizPage(
        title=title,
        parts=parts,
        minutes=minutes,
        codes=codes,
        draws_each=each,
        owner=by,
        live=False,
        audience=_audience(course),
    )
    return _put_under(course, page, by, "make a quiz from a format")


@transaction.atomic
def make_of(course, by, title, groups, minutes, codes=1):
    """A draft quiz under `course` that asks just these questions. `groups`: (title of the part, what to do,
    points of each, codes of its questions)."""
    parts = [
        (
            "part",
            {
                "title": heading,
                "instructions": to_do,
                "points": points,
                "questions": " ".join(asked),
                "draws": [],
                "shuffle": True,
                "shuffle_options": True,
            },
        )
        for heading, to_do, points, asked in groups
    ]
    page = QuizPage(
        title=title,
        parts=parts,
        minutes=minutes,
        codes=codes,
        owner=by,
        live=False,
        audience=_audience(course),
    )
    return _put_under(course, page, by, "make a quiz of chosen questions")


@transaction.atomic
def duplicate(page, course, by, on=None):
    """(the copy as a draft under `course`, codes of questions that are retired). Dates move by whole weeks
    from the school year of `page` to the one that follows the day `on`'s dates."""
    shift = _shift(page, on or timezone.localdate())
    told = {
        field.name: getattr(page, field.name)
        for field in QuizPage._meta.get_fields()
        if field.concrete and field.model is QuizPage and field.name not in NOT_COPIED
    }
    copy = QuizPage(title=page.title, owner=by, live=False, audience=_audience(course), **told)
    for name in ("opens_at", "closes_at"):
        if shift is not None and getattr(page, name):
            setattr(copy, name, getattr(page, name) + shift)
        elif getattr(page, name):
            setattr(copy, name, None)
    codes = " ".join(part.value.get("questions") or "" for part in page.parts)
    retired = [
        code
        for code, question in find_questions(codes, retired=True).items()
        if question is None or question.current.status == QuestionVersion.Status.RETIRED
    ]
    return _put_under(course, copy, by, "copy a quiz"), retired


NOT_COPIED = {"page_ptr", "school", "audience", "draw_seed"}


def _part(part, bank, counts):
    draws = [
        {"bank": bank.code, "topic": topic, "level": str(level), "kind": part.kind, "count": count}
        for (topic, level), count in counts.items()
    ]
    return {
        "title": part.title,
        "instructions": part.to_do,
        "points": part.points,
        "questions": "",
        "draws": draws,
        "shuffle": True,
        "shuffle_options": True,
    }


def _audience(course):
    return "school" if course.school_id else "signed_in"


def _put_under(course, page, by, act):
    course.add_child(instance=page)
    page.save_revision(user=by)
    note_change(by=by, act=act, thing=page, school=course.school_id)
    return page


def _shift(page, today):
    """How far dates move: by as many whole weeks as lie between the beginnings of the school years, so that a
    Monday stays one. None: there is no later school year to move to."""
    day = page.opens_at or page.closes_at
    if day is None:
        return timedelta(0)
    of_page = SchoolYear.objects.on(timezone.localtime(day).date())
    now = SchoolYear.objects.on(today)
    if of_page is None or now is None:
        return None
    later = now if now.starts_on > of_page.starts_on else _next(of_page)
    if later is None:
        return None
    return timedelta(weeks=round((later.starts_on - of_page.starts_on).days / 7))


def _next(year):
    return SchoolYear.objects.filter(starts_on__gt=year.starts_on).order_by("starts_on").first()
