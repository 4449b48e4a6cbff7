"""Lectures that the pupil read, revised, worked in, and mistakes told of them."""

from django.utils.translation import gettext as _

from courses.models import (
    LectureProgress,
    Recall,
    RecallAnswer,
)
from students.dossier import table


def tables(student):
    yield table(
        "lectures",
        _("Lectures"),
        LectureProgress.objects.filter(student=student).select_related("lecture").order_by("started_at"),
        lecture=(_("lecture"), "lecture.title"),
        furthest=(_("read, in per cent"), "furthest"),
        started_at=_("started"),
        finished_at=_("finished"),
        done=(_("done in its parts"), lambda row: "; ".join(w for whats in row.done.values() for w in whats)),
        confirmed_at=(_("a teacher said «done»"), "confirmed_at"),
    )
    yield table(
        "recalls",
        _("Revision: how well questions are remembered"),
        Recall.objects.filter(student=student).select_related("subject").order_by("subject", "topic", "pk"),
        subject=(_("subject"), "subject.name"),
        topic=_("topic"),
        answers=(_("answered"), "answers"),
        last_at=(_("last answered"), "last_at"),
        due_on=(_("asked again on"), "due_on"),
    )
    # Of a question that a graded quiz asks by now, the words are not told.
    yield table(
        "recall_answers",
        _("Answers in revision"),
        RecallAnswer.objects.filter(student=student).select_related("version").order_by("at", "pk"),
        at=(_("answered"), "at"),
        response=(_("answer"), lambda row: row.in_words()),
        hints=(_("hints"), "hints"),
        score=(_("share of the points"), "score"),
    )
    yield table(
        "reading_times",
        _("time in lectures"),
        student.reading_times.select_related("lecture").order_by("day", "pk"),
        lecture=(_("lecture"), "lecture.title"),
        day=_("day"),
        seconds=_("seconds"),
    )
    yield table(
        "task_works",
        _("works on tasks of lectures"),
        student.task_works.select_related("lecture").prefetch_related("pages").order_by("begun_at"),
        lecture=(_("lecture"), "lecture.title"),
        handed_at=(_("handed in"), "handed_at"),
        words=(_("in your words"), "words"),
        pages=(_("photos"), lambda work: len(work.pages.all())),
        remark=(_("what the teacher said"), "remark"),
        remark_at=(_("remarked"), "remark_at"),
    )
    yield table(
        "mistakes",
        _("mistakes that the pupil reported"),
        student.mistake_reports.select_related("lecture", "link").order_by("reported_at"),
        lecture=(_("lecture"), str),
        kind=(_("what is wrong"), lambda row: row.get_kind_display()),
        words=(_("in your words"), "words"),
        reported_at=(_("reported on"), "reported_at"),
        state=(_("what became of it"), lambda row: row.get_state_display()),
        answer=(_("answer"), "answer"),
    )
