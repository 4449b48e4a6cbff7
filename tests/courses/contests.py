"""Plain functions that make a competition and let pupils sit it."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from courses.competitions import entering, publishing, seating
from courses.models import AnswerEvent, Attempt, Award, Competition, Entry
from tests.courses import quizzes


def make_competition(by, **facts):
    """Announced; of the province for grades 6–9 unless told otherwise."""
    now = timezone.now()
    told = {"level": "province", "grade_from": 6, "grade_to": 9, "entries_until": now + timedelta(days=7)}
    return Competition.objects.create(
        **{"title": "Rung chuông vàng", "announced_at": now, "by": by, **told, **facts}
    )


def make_page(questions=None, title="Đề vòng một", course=None, **rules):
    """A quiz with hours: open for an hour from now."""
    now = timezone.now()
    told = {"opens_at": now - timedelta(minutes=1), "closes_at": now + timedelta(hours=1), **rules}
    if questions is None:
        bank = quizzes.make_bank(code=f"THI{uuid4().hex[:6].upper()}")
        questions = [quizzes.make_question(bank), quizzes.make_question(bank)]
    return quizzes.make_quiz(
        course or quizzes.make_course(), questions, title=title, audience="signed_in", **told
    )


def make_round(competition, title="Vòng một", pages=None, **rules):
    number = competition.rounds.count() + 1
    made = competition.rounds.create(title=title, number=number, **rules)
    for turn, page in enumerate([make_page()] if pages is None else pages, start=1):
        made.sessions.create(title=f"Ca {turn}", page=page)
    return made


def enter(competition, *students, nickname="", by=None):
    """A confirmed entry."""
    entry = entering.enter(competition, students, nickname, by=by or competition.by)
    entering.confirm(Entry.objects.filter(pk=entry.pk), by=by or competition.by)
    return Entry.objects.get(pk=entry.pk)


def sit(student, page, answers, seconds=60):
    """Handed in after so many seconds on the stopwatch of the device; begun now, or wherever it was begun."""
    attempt = Attempt.objects.filter(student=student, page=page, submitted_at=None).first()
    attempt = attempt or Attempt.objects.begin(student, page)
    begun = timezone.now() - timedelta(seconds=seconds + 5)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=begun)
    told = [*answers.items(), (None, None)]
    with transaction.atomic():
        held = (
            Attempt.objects.select_for_update(of=("self",)).select_related("paper", "page").get(pk=attempt.pk)
        )
        held.take_in(
            [
                AnswerEvent(
                    attempt=held,
                    event_id=uuid4(),
                    install="may",
                    seq=seq,
                    place=place,
                    response=response,
                    elapsed_ms=seconds * 1000,
                )
                for seq, (place, response) in enumerate(told, start=1)
            ]
        )
    return held


def close(round):
    """The hours of its sessions are over."""
    for session in round.sessions.all():
        page = session.page
        page.closes_at = timezone.now() - timedelta(seconds=1)
        page.opens_at = page.closes_at - timedelta(hours=1)
        page.grace_minutes = 0
        page.save()


def published(by, *students, nickname="", **facts):
    """A round that these pupils sat and whose results are out; returns its publication."""
    competition = make_competition(by, **facts)
    round = make_round(competition)
    for number, student in enumerate(students):
        enter(competition, student, nickname=nickname and f"{nickname}{number or ''}")
    seating.seat(round)
    for student in students:
        sit(student, round.sessions.get().page, {1: "b"})
    close(round)
    return publishing.publish(round, by)


def certify(publication, by):
    standing = publication.standings.first()
    student = standing.entry.entrants.get().student
    return Award.objects.get_or_create(standing=standing, student=student, defaults={"by": by})[0]


def words_of(response):
    return response.content.decode()
