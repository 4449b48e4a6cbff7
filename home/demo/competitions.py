"""Competitions: of each school one that is over, with results and certificates; of the province one that
takes entries, with a round for practice."""

import uuid
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from courses.competitions import appealing, certificates, entering, publishing, seating
from courses.models import AnswerEvent, Attempt, Competition, Entrant, Entry, Publication
from courses.models.competitions import LAST_PRIMARY
from courses.models.papers import items_of
from home.demo import papers, reading
from home.demo.answering import answer

HELD, PUBLISHED = 3, 1  # days ago
AHEAD, ENTRIES = 14, 10  # days from now
# Who goes on from a round, and how many of a school's competition have their certificate already.
BEST, CERTIFIED = 5, 10
NICKNAMES = [
    *("Sao Mai", "Hoa Ban Trắng", "Suối Nhỏ", "Chim Én", "Mây Trên Đèo", "Nắng Sớm", "Bông Lúa", "Thổ Cẩm"),
    *("Ngọn Đuốc", "Cánh Diều", "Gió Núi", "Hạt Ngô", "Ong Chăm Chỉ", "Cây Sa Mộc", "Trăng Non", "Khèn Vui"),
]
HERE = uuid.UUID("c1f3a8a2-9d54-4a6e-8a41-6a0e8f5f2b77")


def load(cast, shelves, banks):
    build = _Builder(cast, shelves, banks)
    build.of_muong_nha()
    build.of_na_hy()
    build.of_the_province()


class _Builder:
    def __init__(self, cast, shelves, banks):
        self.cast, self.shelves, self.banks = cast, shelves, banks
        self.papers, self.chance = reading.contests(), Random("competitions")

    def of_muong_nha(self):
        school, by = self.cast.schools["MN"], self.cast.users["admin.muongnha"]
        held = self._over(
            by,
            title="Vui học Toán Mường Nhà",
            about="Ngày hội Toán của trường mình: tám câu vui, không cần học thuộc.",
            school=school,
            grade_from=6,
            grade_to=9,
            is_public=True,
        )
        classes = [self.cast.classes["MN", name] for name in ("6A", "6B", "7A", "8A", "9A")]
        pupils = [one for some in classes for one in self.cast.students[some][:8]]
        out = self._sat(held, "Chung kết trường", "vui-hoc-toan", pupils, by)
        certificates.issue(out.standings.exclude(rank=None).order_by("rank", "entry__number")[:CERTIFIED], by)
        self._appeals(out, by)

    def of_na_hy(self):
        """Primary pupils: they read words instead of a place."""
        by = self.cast.users["admin.nahy"]
        held = self._over(
            by,
            title="Vui học cùng bạn",
            about="Sáu câu vui của khối 3 và khối 4.",
            school=self.cast.schools["NH"],
            grade_from=3,
            grade_to=4,
        )
        classes = [self.cast.classes["NH", name] for name in ("3A", "4A")]
        pupils = [one for some in classes for one in self.cast.students[some][:8]]
        out = self._sat(held, "Ngày hội", "vui-hoc-cung-ban", pupils, by)
        certificates.issue(out.standings.order_by("entry__number"), by)

    def of_the_province(self):
        """Some pupils of 6A have entered; one of them waits for the teacher; the first is still to enter."""
        by = self.cast.users["so.gddt"]
        held = Competition.objects.create(
            title="Rung chuông vàng Điện Biên",
            about="Cuộc thi hiểu biết của học sinh THCS toàn tỉnh. Em ghi tên, thầy cô xác nhận, rồi làm thử "
            "cho quen. Mỗi trường chọn năm em vào vòng chung kết.",
            level=Competition.Level.PROVINCE,
            grade_from=6,
            grade_to=9,
            entries_until=self._moment(ENTRIES, time(17)),
            announced_at=timezone.now(),
            is_public=True,
            by=by,
        )
        trial = held.rounds.create(number=1, title="Vòng thử", is_trial=True)
        trial.sessions.create(title="Mở suốt", page=self._page("rung-chuong-vang-thu"))
        first = held.rounds.create(number=2, title="Sơ khảo", top_each_school=BEST, live_board=True)
        for turn, clock in enumerate([time(8), time(14)], start=1):
            opens = self._moment(AHEAD, clock)
            hours = {"opens_at": opens, "closes_at": opens + timedelta(hours=1)}
            page = self._page(f"rung-chuong-vang-ca-{turn}", **hours)
            first.sessions.create(title=f"Ca {turn}", page=page)
        held.rounds.create(number=3, title="Chung kết")
        lan = self.cast.users["lan.muongnha"]
        pupils = self.cast.students[self.cast.classes["MN", "6A"]][1:6]
        for turn, student in enumerate(pupils):
            entry = entering.enter(held, [student], NICKNAMES[turn + 1], by=student.user)
            if turn:
                entering.confirm(Entry.objects.filter(pk=entry.pk), lan)
        seating.seat(trial)

    def _over(self, by, **facts):
        before = self._moment(-2 * HELD, time(17))
        return Competition.objects.create(
            level=Competition.Level.SCHOOL,
            entries_until=before,
            announced_at=before - timedelta(days=7),
            by=by,
            **facts,
        )

    def _sat(self, held, title, paper, pupils, by):
        """A round that these pupils sat; its published results."""
        opens = self._moment(-HELD, time(8))
        page = self._page(paper, opens_at=opens, closes_at=opens + timedelta(hours=2))
        round = held.rounds.create(number=1, title=title)
        round.sessions.create(title="Ca sáng", page=page)
        self._enter(held, pupils, by)
        seating.seat(round)
        self._write(page, pupils)
        out = publishing.publish(round, by)
        Publication.objects.filter(pk=out.pk).update(at=self._moment(-PUBLISHED, time(15)))
        out.refresh_from_db()
        return out

    def _enter(self, held, pupils, by):
        """Entered and confirmed before the last day for entries, which is over now."""
        classes = {one: each for each, some in self.cast.students.items() for one in some}
        at = held.entries_until - timedelta(days=1)
        entries = [
            Entry(
                id=uuid.uuid5(HERE, f"{held.title} {student.code}"),
                competition=held,
                school=student.school,
                number=number,
                # Not everybody has thought of a nickname.
                nickname=NICKNAMES[number - 1] if number <= len(NICKNAMES) else "",
                is_primary=classes[student].grade <= LAST_PRIMARY,
                confirmed_at=at,
                confirmed_by=by,
            )
            for number, student in enumerate(pupils, start=1)
        ]
        Entry.objects.bulk_create(entries)
        Entry.objects.filter(competition=held).update(entered_at=at - timedelta(hours=20))
        Entrant.objects.bulk_create(
            Entrant(competition=held, entry=entry, student=student, grade=classes[student].grade)
            for entry, student in zip(entries, pupils, strict=True)
        )

    def _write(self, page, pupils):
        classes = {one: each for each, some in self.cast.students.items() for one in some}
        attempts, events = [], []
        for place, student in enumerate(pupils):
            attempt = Attempt(
                id=uuid.uuid5(HERE, f"{page.slug} {student.code}"),
                student=student,
                paper=page.paper,
                page=page,
                school=student.school,
                school_class=classes[student],
                number=1,
                seed=self.chance.getrandbits(62),
                started_at=page.opens_at + timedelta(seconds=self.chance.randrange(20, 400)),
            )
            attempts.append(attempt)
            # The first pupil, who is shown around, has done well.
            events += self._events(attempt, 0.9 if place == 0 else self.chance.gauss(0.62, 0.15))
        Attempt.objects.bulk_create(attempts)
        AnswerEvent.objects.bulk_create(events)
        for attempt in attempts:
            attempt.refresh()

    def _events(self, attempt, skill):
        at, told = attempt.started_at, []
        items = [(one.place, answer(self.chance, one.version, skill)) for one in items_of(attempt.paper_id)]
        for seq, (place, response) in enumerate([*items, (None, None)], start=1):
            at += timedelta(seconds=self.chance.uniform(25, 140))
            told.append(
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
        return told

    def _appeals(self, out, by):
        """One that was answered, and one that waits for its answer."""
        rows = out.standings.exclude(rank=None).order_by("rank", "entry__number").select_related("entry")
        for standing, words in zip(rows[3:5], APPEALS, strict=True):
            student = standing.entry.entrants.get().student
            appeal = appealing.ask(out, standing.entry, student, words)
            if words == APPEALS[0]:
                appealing.answer(appeal, False, ANSWERED, by)

    def _page(self, name, **hours):
        return papers.quiz(self.shelves, self.banks, self.papers[name], **hours)

    def _moment(self, days, clock):
        return timezone.make_aware(datetime.combine(self.cast.today + timedelta(days=days), clock))


APPEALS = [
    "Câu 5 em tính là 6 lần cắt. Thầy cô xem lại giúp em.",
    "Em nộp bài lúc mất sóng, nhờ thầy cô xem lại thời gian của em.",
]
ANSWERED = "Sáu mảnh chỉ cần cắt năm lần: lần cắt cuối cho hai mảnh. Kết quả của em giữ nguyên."
