"""Lectures, questions, quizzes and work of the matrix."""

import uuid
from datetime import date
from functools import cached_property

from django.core.files.base import ContentFile
from django.utils import timezone

from courses import mistakes, outside, task_works
from courses.competitions import halls
from courses.exchange import files as files_of_posts
from courses.exchange import moderating, pairing, posting
from courses.models import (
    Attempt,
    AwardFile,
    GivenWork,
    HeldWord,
    MarkList,
    OutsidePage,
    PaperList,
    QuestionVersion,
    RemarkPhrase,
    SkillComponent,
    SkillLevel,
    SkillStep,
)
from courses.recall import sets
from tests.courses import builders as lectures
from tests.courses import contests, quizzes, works
from tests.courses.builders import a_photo
from tests.courses.importing import builders as files_of_questions
from tests.courses.lecture_files import builders as lecture_files


class CourseThings:
    """Each made when a path first asks for it."""

    @cached_property
    def publication(self):
        """The results of a round at Mường Nhà that Giàng sat."""
        held = {"level": "school", "school": self.fixture("muong_nha")}
        return contests.published(self.person("school_admin"), self.giang, **held)

    @cached_property
    def contest_work(self):
        """In a contest of Mường Nhà for works of pupils, confirmed."""
        held = {"level": "school", "school": self.fixture("muong_nha")}
        contest = works.make_contest(self.person("school_admin"), team_most=2, **held)
        return works.confirmed(contest, self.giang, photo=True)

    @cached_property
    def judged_contest(self):
        """Giàng won it, the family agreed that it is shown, and the author of the school judged."""
        school_admin = self.person("school_admin")
        held = {"level": "school", "school": self.fixture("muong_nha"), "judges_each": 1}
        contest = works.make_contest(school_admin, title="Kể chuyện bản em", **held)
        works.confirmed(contest, self.giang, photo=True)
        works.agree(self.giang, "photo", by=school_admin)
        works.published(contest, self.person("author"), shown=True)
        return contest

    @property
    def shown_work(self):
        return self.judged_contest.works.get()

    @property
    def judging(self):
        return self.shown_work.judgings.get()

    @cached_property
    def judging_of_lecture(self):
        """A lecture that the teacher handed in, before the author of the school."""
        held = {"level": "school", "school": self.fixture("muong_nha"), "judges_each": 1}
        contest = works.make_lecture_contest(self.person("school_admin"), **held)
        work = works.confirmed(contest, self.person("teacher"))
        work.lecture = lectures.make_lecture("Bài dự thi")
        work.save()
        return works.draw(contest, self.person("author")).get()

    @property
    def work_contest(self):
        return self.contest_work.contest

    @property
    def contest_round(self):
        return self.publication.round

    @property
    def competition(self):
        return self.contest_round.competition

    @cached_property
    def live_round(self):
        return contests.make_round(self.competition, title="Vòng hai", live_board=True)

    @cached_property
    def appeal(self):
        entry = self.publication.standings.get().entry
        return self.publication.appeals.create(entry=entry, student=self.giang, words="Câu 2")

    @cached_property
    def award(self):
        return contests.certify(self.publication, self.person("school_admin"))

    @cached_property
    def hall(self):
        session, by = self.contest_round.sessions.get(), self.person("school_admin")
        return halls.open_hall(session, self.giang.school, "Phòng 1", 1, [self.giang], by)

    @cached_property
    def award_file(self):
        made = AwardFile(publication=self.publication, pages=1, by=self.person("school_admin"))
        made.file.save("x.pdf", ContentFile(b"%PDF-1.7"))
        return made

    @cached_property
    def bank(self):
        return quizzes.make_bank(school=self.fixture("muong_nha"))

    @cached_property
    def question(self):
        return quizzes.make_question(self.bank)

    @cached_property
    def old_version(self):
        """What the question said before it was changed."""
        old = self.question.current
        QuestionVersion.objects.filter(pk=old.pk).update(used_at=timezone.now())
        self.question.revise(None, **{**old.parts(), "text": "3 + 3 = ?"})
        return old

    @property
    def question_import(self):
        """A file that waits; taken over or thrown away, another one."""
        return files_of_questions.make_import(self.bank)

    @property
    def lecture_file(self):
        """A file for a course of the school that waits; taken over or thrown away, another one."""
        return lecture_files.make_file(self.school_lecture.get_parent().specific)

    @cached_property
    def passage(self):
        return self.bank.passages.create(title="Mưa đá", text="Mưa đá rơi ở vùng cao.")

    @cached_property
    def quiz(self):
        return quizzes.make_quiz(quizzes.make_course(), [self.question])

    @property
    def revision_set(self):
        """Of a practice that everybody may read; taken back, another one."""
        if "revised" not in self.__dict__:
            bank = quizzes.make_bank(code="ON6", title="Ôn tập 6", grade=6)
            question = quizzes.make_question(bank, topic="Phân số")
            quizzes.make_quiz(quizzes.make_course(), [question], practice=True)
            self.__dict__["revised"] = bank.subject
        teacher = self.person("teacher")
        return sets.give(self.class_6a, self.__dict__["revised"], ["Phân số"], None, by=teacher)

    @cached_property
    def task_lecture(self):
        """With something to hand in, and what Giàng handed in."""
        body = lectures.a_body(("task", {"title": "Gấp giấy", "text": "<p>Gấp làm bốn.</p>"}))
        return lectures.make_lecture("Gấp giấy", body=body)

    @cached_property
    def task_work(self):
        (block,) = self.task_lecture.outline["tasks"]
        task_works.hand_in(self.giang, self.task_lecture, block, "Em gấp rồi", [], turn=1)
        work = self.giang.task_works.get(lecture=self.task_lecture)
        task_works.keep_page(work, a_photo(60, 40))
        return work

    @property
    def paper_list(self):
        """A file of answers on paper that waits; taken over or thrown away, another one."""
        kept = PaperList.objects.create(
            page=self.quiz, school_class=self.class_6a, edition=1, file_name="b.xlsx"
        )
        kept.rows.create(number=2, student=self.giang, name=self.giang.full_name, texts={"1": "B"})
        return kept

    @property
    def mark_list(self):
        """A file of marks that waits; taken over or thrown away, another one."""
        column = self.mark_column
        kept = MarkList.objects.create(school_class=self.class_6a, term=column.term, file_name="d.xlsx")
        kept.rows.create(
            sheet="Toán", number=2, subject=column.subject, student=self.giang, texts={"final": "8"}
        )
        return kept

    @cached_property
    def remark_phrase(self):
        """A phrase of Ms Lan's own."""
        return RemarkPhrase.objects.create(level="secondary", words="Cố gắng", by=self.person("teacher"))

    @cached_property
    def skill_step(self):
        component, level = SkillComponent.objects.get(code="4.1"), SkillLevel.objects.get(number=1)
        return SkillStep.objects.create(title="Em sạc máy", component=component, level=level, proof="shown")

    @cached_property
    def lecture(self):
        """One that everybody may read."""
        return lectures.make_lecture("Bài chung", course=lectures.make_course("Toán 6 chung"))

    @cached_property
    def school_lecture(self):
        course = lectures.make_course("Toán 6 Mường Nhà", school=self.fixture("muong_nha"))
        return lectures.make_lecture("Bài của trường", course=course)

    @cached_property
    def writing(self):
        """A short lecture that Ms Lan has begun."""
        course = self.school_lecture.get_parent().specific
        page = lectures.make_lecture(
            "Bài ngắn", course=course, owner=self.person("teacher"), audience="school"
        )
        page.unpublish()
        return page

    @cached_property
    def shut_lecture(self):
        """For the people of Mường Nhà alone."""
        # Of another grade: what a teacher of grade 6 writes stands in the other course of the school.
        course = lectures.make_course("Toán 7 của trường", school=self.fixture("muong_nha"), grade=7)
        return lectures.make_lecture("Bài riêng của trường", course=course, audience="school")

    @cached_property
    def question_asked(self):
        """Giàng asked the teachers something, with a photo."""
        key = uuid.uuid4()
        photo = files_of_posts.keep(self.person("pupil"), key, a_photo(60, 40))
        self.person("teacher")
        post, _is_new = posting.ask(
            self.person("pupil"), key, "Vì sao ạ?", [str(photo.pk)], self.task_lecture
        )
        return post.thread

    @cached_property
    def answer(self):
        """What the school answered to it; Ms Lan's classes may have been taken from her on the way here."""
        admin = self.person("school_admin")
        return posting.reply(admin, self.question_asked, uuid.uuid4(), "Vì thế đấy em", [])[0]

    @cached_property
    def hoas_post(self):
        """Hoa began a thread on the board of 6A."""
        self.person("teacher")
        hoa = self.person("classmate")
        return posting.begin(hoa, uuid.uuid4(), self.class_6a, "Sân chơi", "Mai ra sân nhé", [])[0]

    @cached_property
    def pairing(self):
        """6A and 3B of the other school."""
        teacher, other = self.person("teacher"), self.person("other_teacher")
        made = pairing.invite(self.class_6a, "Viết thư", date(2026, 12, 31), teacher)
        made = pairing.accept(made.code, self.fixture("class_3b"), other)
        pairing.agree(made, teacher)
        made.refresh_from_db()
        return made

    @property
    def mute(self):
        return moderating.mute(self.giang, date(2026, 11, 30), "Em giữ lời nói nhé", self.person("teacher"))

    @property
    def held_word(self):
        return HeldWord.objects.get_or_create(text="đồ dở hơi")[0]

    @cached_property
    def mistake(self):
        """Giàng found something wrong in it."""
        lecture = self.shut_lecture
        return mistakes.report(self.person("pupil"), "wrong", lecture=lecture)[0]

    @cached_property
    def school_link(self):
        """A page of others for Mường Nhà alone."""
        teacher = self.person("teacher")
        link = OutsidePage(title="Bản đồ", url="https://example.com/ban-do", why="Xem đồi núi", megabytes=3)
        outside.propose(link, by=teacher)
        return outside.judge(link, self.person("province_admin"), OutsidePage.State.APPROVED)

    @cached_property
    def attempt(self):
        return Attempt.objects.begin(self.giang, self.quiz)

    @cached_property
    def essay_attempt(self):
        """Giàng handed in an essay, which waits to be marked."""
        essay = quizzes.make_question(self.bank, "essay")
        return quizzes.hand_in(self.giang, quizzes.make_quiz(quizzes.make_course(), [essay]), {1: "Quê em"})

    @cached_property
    def mark_column(self):
        """A column of 6A's mark book with Giàng's mark in it."""
        return quizzes.make_column(self.quiz, self.class_6a, self.person("teacher"), [self.attempt])

    @cached_property
    def twice_marked(self):
        """A quiz that two teachers mark."""
        return quizzes.make_quiz(quizzes.make_course(), [self.question], second_marker=True)

    @cached_property
    def work(self):
        return GivenWork.objects.create(
            school_class=self.class_6a, page=self.quiz, given_by=self.person("teacher"), due_at=timezone.now()
        )
