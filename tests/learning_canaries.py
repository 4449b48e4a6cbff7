"""What pupils of the canaries learn: quizzes, works, remarks, questions, each with a word of its own."""

import uuid
from datetime import date

from django.utils import timezone

from courses import saying_done, task_works
from courses.exchange import moderating, posting
from courses.mark_book import rights, showing, writing
from courses.models import (
    Attempt,
    LectureProgress,
    MarkList,
    MarkRelease,
    Recall,
    RecallAnswer,
)
from students.models import Subject
from tests.courses import builders as lectures
from tests.courses import contests, quizzes, works
from tests.courses import test_answer_files as files_of_answers


class Learning:
    """For `Canaries`, which knows its cast and its pupils."""

    def remark(self, student, shown, kept_back):
        """A remark in the mark book that the family reads, one that waits, and a row of a file of marks."""
        school_class = student.enrolments.get().school_class
        first, second = rights.terms_of(school_class)
        subject = Subject.objects.get(code="toan")
        teacher = self.cast.person("other_teacher" if school_class.grade < 6 else "teacher")
        place = "endwords" if school_class.grade < 6 else "remark"
        for term, words in ((first, shown), (second, kept_back)):
            entry = writing.Entry(str(student.pk), place, words)
            writing.write(school_class, subject, term, [entry], teacher)
        showing.show(school_class, subject, first, teacher)
        marks = MarkList.objects.create(school_class=school_class, term=first, file_name="diem.xlsx")
        name = f"{shown.removesuffix('nhanxetso')}tentrongtep"
        marks.rows.create(sheet="a", number=2, subject=subject, student=student, name=name)

    def sit(self, student, mark, answer):
        """A quiz handed in, with a mark that is shown to its pupil."""
        attempt = Attempt.objects.begin(student, self.quiz_of_words)
        attempt.events.create(event_id=student.pk, install="may", seq=1, place=1, response=answer)
        attempt.events.create(event_id=attempt.pk, install="may", seq=2)
        attempt.refresh()
        Attempt.objects.filter(pk=attempt.pk).update(mark=mark)
        attempt.refresh_from_db()
        MarkRelease.objects.get_or_create(
            page=attempt.page, school_class=attempt.school_class, by=self.cast.person("teacher")
        )
        LectureProgress.objects.take_in(student, self.lecture, furthest=50)
        return attempt

    def revise(self, attempt, topic, words):
        """A question that is remembered under a topic that nobody else has, and what was answered to it."""
        version = self.quiz_of_words.paper.items.get().version
        subject = version.question.bank.subject
        about = {"student": attempt.student, "question": version.question, "version": version}
        Recall.objects.create(**about, subject=subject, topic=topic, due_on=date(2026, 11, 20))
        RecallAnswer.objects.create(
            **about, event_id=uuid.uuid4(), response=words, score=0, rating=1, at=timezone.now()
        )

    def hand_in(self, student, words, remark):
        """A task of the lecture, with the teacher's word; parts that were done, and how long it was read."""
        lecture, (block,) = self.lecture, self.lecture.outline["tasks"]
        task_works.hand_in(student, lecture, block, words, [], turn=1)
        work = student.task_works.get()
        page = task_works.keep_page(work, files_of_answers.a_photo(60, 40))
        student.task_works.update(page_ids=[str(page.pk)])
        task_works.say(work, remark, again=False, turn=1, by=self.cast.person("teacher"))
        done = f"{words.removesuffix('baithu')}muctich"
        LectureProgress.objects.take_in(student, lecture, done=[(block, done)])
        number = list(self.pupils.values()).index(student) + 1
        student.reading_times.create(
            lecture=lecture, session="a", day=date(2026, 11, 20), seconds=77_700 + number
        )
        saying_done.say(student, lecture, by=self.cast.person("teacher"))
        return student.task_works.get()

    def ask(self, student, leader, words, reason, report):
        """A question to the teachers, a pause from writing, and a report of what the leader wrote."""
        teacher = "other_teacher" if student == self.pupils["vang"] else "teacher"
        self.cast.person(teacher)
        posting.ask(student.user, uuid.uuid4(), words, [], self.lecture)
        moderating.mute(student, date(2026, 11, 30), reason, leader)
        school_class = student.current_enrolment().school_class
        title = f"Chào lớp {uuid.uuid4().hex[:4]}"
        post, _is_new = posting.begin(leader, uuid.uuid4(), school_class, title, "Chào", [])
        moderating.flag(post, student.user, "other", report)

    def contest(self, student, leader):
        """A competition of the own class, with results that are out."""
        enrolment = student.current_enrolment()
        grade = {"grade_from": enrolment.grade, "grade_to": enrolment.grade}
        held = {"level": "class", "school_class": enrolment.school_class}
        return contests.published(leader, student, **held, **grade)

    def enter_work(self, student, leader, words, remark):
        """A work in a contest of the own school, judged, with results that are out."""
        school = student.current_enrolment().school_class.school
        contest = works.make_contest(leader, level="school", school=school, judges_each=1)
        works.confirmed(contest, student, words=words, photo=True)
        works.published(contest, self.cast.person("approver"), remark=remark)

    @property
    def quiz_of_words(self):
        if "quiz" not in self.__dict__:
            bank = quizzes.make_bank(code="ZZNGANHANG", title="Ngân hàng chung")
            question = quizzes.make_question(bank, "short_text")
            self.__dict__["quiz"] = quizzes.make_quiz(self.course, [question], title="Viết tên tỉnh", tries=2)
        return self.__dict__["quiz"]

    @property
    def course(self):
        if "course" not in self.__dict__:
            self.__dict__["course"] = quizzes.make_course(title="Địa lí 6")
        return self.__dict__["course"]

    @property
    def lecture(self):
        if "lecture" not in self.__dict__:
            self.__dict__["lecture"] = lectures.make_lecture(
                "Điện Biên ở đâu",
                course=self.course,
                body=lectures.a_body(("task", {"title": "Vẽ bản đồ", "text": "<p>Vẽ.</p>"})),
            )
        return self.__dict__["lecture"]
