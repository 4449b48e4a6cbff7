"""Eight weeks of study: work given to classes, lectures read, quizzes taken and marked."""

import uuid
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from courses import answer_files
from courses.models import AnswerEvent, Attempt, GivenWork, LectureProgress
from courses.models.papers import items_of
from home.demo.answering import answer, files_of

# (lecture or quiz, classes, teacher, given days ago, due in days)
GIVEN = [
    ("may-tinh-bang-cua-em", "MN 6A 6B 7A", "cho.muongnha", 54, -47),
    ("thong-tin-va-du-lieu", "MN 6A", "cho.muongnha", 40, -33),
    ("thong-tin-va-du-lieu", "MN 6B", "tua.muongnha", 40, -33),
    ("hoa-ban-va-tho-cam", "MN 6A 6B 7A", "hien.muongnha", 33, -25),
    ("tin-hoc-6-thong-tin", "MN 6A", "cho.muongnha", 27, -20),
    ("tin-hoc-6-thong-tin", "MN 6B", "tua.muongnha", 27, -20),
    ("ke-lai-mot-trai-nghiem", "MN 6A", "ha.muongnha", 20, -12),
    ("ke-lai-mot-trai-nghiem", "MN 6B", "dien.muongnha", 19, -12),
    ("nuoc-va-cac-the", "MN 6A 6B", "panh.muongnha", 14, -6),
    ("ngu-van-6-trai-nghiem", "MN 6A", "ha.muongnha", 10, -2),
    ("phan-so-bang-nhau", "MN 6A 6B", "lan.muongnha", 6, 2),
    ("khtn-6-nuoc", "MN 6A 6B", "panh.muongnha", 6, 3),
    ("toan-6-giua-ki", "MN 6A 6B", "lan.muongnha", 4, 5),
    ("khtn-6-nuoc-quanh-em", "MN 6A", "panh.muongnha", 5, 4),
    ("chiec-den-cua-ba", "NH 3A", "xuan.nahy", 16, -9),
    ("bang-nhan-7", "NH 3A", "xuan.nahy", 7, 2),
    ("toan-3-bang-nhan", "NH 3A", "xuan.nahy", 5, 4),
]
HERE = uuid.UUID("5d7a6a3e-8e0b-4a55-8c8d-3f1d2a9b7c10")


def load(cast, lectures, quizzes, weeks=8):
    """Give the work, then let the pupils do it; the first of each school still has something due."""
    study = _Study(cast)
    for name, where, teacher, given, due in GIVEN:
        if given > weeks * 7:
            continue
        page = lectures.get(name) or quizzes[name]
        sign, *classes = where.split()
        for class_name in classes:
            school_class = cast.classes[sign, class_name]
            study.give(school_class, page, cast.users[teacher], given, due)
            for place, student in enumerate(cast.students[school_class]):
                if name in lectures:
                    study.read(student, page, given, place)
                else:
                    study.take(student, page, given, place)
    study.write()


class _Study:
    """Collects what was done and writes it in few queries; marks are derived by `refresh`."""

    def __init__(self, cast):
        self.cast, self.chance = cast, Random("study")
        self.progress, self.attempts, self.events, self.works, self.files = [], [], [], [], []
        self.skill = {student.pk: self.chance.gauss(0.66, 0.15) for student in cast.pupils()}

    def give(self, school_class, page, by, given, due):
        due_at = self._moment(self.cast.today + timedelta(days=due), time(21))
        self.works.append(
            GivenWork(
                id=uuid.uuid5(HERE, f"{school_class.pk} {page.slug}"),
                school_class=school_class,
                page_id=page.pk,
                given_by=by,
                given_at=self._some_moment(given),
                due_at=due_at,
            )
        )

    def read(self, student, page, given, place):
        """Most have read it to the end, some in part; what is new is still unread by many."""
        chance = self.chance
        eager = 0.9 if given > 8 else 0.62
        # The pupil who is shown around has begun the newest lecture and finished the others.
        first_part = place == 0 and given <= 8
        if place and chance.random() > eager:
            return
        done = not first_part and (place == 0 or chance.random() < 0.82)
        furthest = 100 if done else 45 if first_part else chance.randrange(15, 90)
        ids = [block.id for block in page.body]
        begun = self._some_moment(given - 1)
        ended = min(begun + timedelta(minutes=chance.randrange(15, 60)), timezone.now())
        self.progress.append(
            LectureProgress(
                student=student,
                lecture=page,
                furthest=furthest,
                blocks=sorted(ids[: len(ids) * furthest // 100]),
                started_at=begun,
                finished_at=ended if done else None,
                updated_at=ended,
            )
        )

    def take(self, student, page, given, place):
        """One attempt at a graded quiz, up to three at a practice."""
        chance = self.chance
        still_open = page.closes_at and page.closes_at > timezone.now()
        if (place == 0 and still_open) or (place and chance.random() > (0.55 if given <= 8 else 0.9)):
            return
        times = 1 if not page.practice else chance.choices([1, 2, 3], [60, 28, 12])[0]
        for number in range(1, times + 1):
            self._attempt(student, page, given, number)

    def write(self):
        GivenWork.objects.bulk_create(self.works)
        for work in self.works:
            GivenWork.objects.filter(pk=work.pk).update(given_at=work.given_at)
        self._write_progress()
        Attempt.objects.bulk_create(self.attempts)
        for attempt, item, raw, name, file_id in self.files:
            answer_files.keep(attempt, item, raw, name=name, file_id=file_id)
        AnswerEvent.objects.bulk_create(self.events)
        for attempt in self.attempts:
            attempt.refresh()

    def _write_progress(self):
        moments = [(row.started_at, row.updated_at) for row in self.progress]
        rows = LectureProgress.objects.bulk_create(self.progress)
        for row, (started, updated) in zip(rows, moments, strict=True):
            LectureProgress.objects.filter(pk=row.pk).update(started_at=started, updated_at=updated)

    def _attempt(self, student, page, given, number):
        chance, paper = self.chance, page.paper
        begun = self._some_moment(max(1, given - 1 - number))
        if page.opens_at:
            begun = max(begun, page.opens_at + timedelta(minutes=chance.randrange(10, 600)))
        attempt = Attempt(
            id=uuid.uuid5(HERE, f"{student.pk} {page.slug} {number}"),
            student=student,
            paper=paper,
            page=page,
            school=student.school,
            school_class=next(c for c, pupils in self.cast.students.items() if student in pupils),
            number=number,
            seed=chance.getrandbits(62),
            started_at=begun,
        )
        self.attempts.append(attempt)
        at, items = begun, items_of(paper.pk)
        pace = min(75, (page.minutes or 30) * 50 / (len(items) + 1))
        skill = self.skill[student.pk] + 0.07 * (number - 1)
        for seq, item in enumerate(items, start=1):
            at += timedelta(seconds=pace * chance.uniform(0.4, 1.1))
            if chance.random() < 0.97:
                said = answer(chance, item.version, skill) or self._files(attempt, item)
                self._event(attempt, seq, item.place, said or None, at)
        self._event(attempt, len(items) + 1, None, None, at + timedelta(seconds=20))

    def _files(self, attempt, item):
        """Ids of what is handed in to this question; kept once the attempt is (`write`)."""
        ids = []
        for raw, name in files_of(self.chance, item.version):
            file_id = uuid.uuid5(attempt.pk, f"{item.place} {name}")
            self.files.append((attempt, item, raw, name, file_id))
            ids.append(str(file_id))
        return ids

    def _event(self, attempt, seq, place, response, at):
        self.events.append(
            AnswerEvent(
                attempt=attempt,
                event_id=uuid.uuid5(attempt.pk, str(seq)),
                install=f"demo-{attempt.student.code}",
                seq=seq,
                place=place,
                response=response,
                elapsed_ms=int((at - attempt.started_at).total_seconds() * 1000),
                wall=at,
                received_at=at,
            )
        )

    def _some_moment(self, days_ago):
        """An hour of study on that day, never ahead of now."""
        day = self.cast.today - timedelta(days=max(0, days_ago))
        clock = time(self.chance.choice([7, 9, 14, 15, 19, 20]), self.chance.randrange(60))
        return min(self._moment(day, clock), timezone.now() - timedelta(hours=1))

    @staticmethod
    def _moment(day, clock):
        return timezone.make_aware(datetime.combine(day, clock))
