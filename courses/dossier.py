"""What `courses` keeps about a pupil (students/dossier.py). No key, and no mark before its time."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import results
from courses.competitions import kept as competitions
from courses.exchange import showing
from courses.mark_book.showing import released_rows
from courses.models import (
    AnswerFile,
    ColumnMark,
    GivenPoints,
    HandBack,
    LectureProgress,
    MarkColumn,
    MarkListRow,
    PaperListRow,
    Recall,
    RecallAnswer,
)
from courses.models.papers import items_of
from students import dossier
from students.dossier import table


def register():
    dossier.register(
        dossier.Part(
            "learning",
            gettext_lazy("Lessons and quizzes"),
            {
                "courses.Attempt",
                "courses.AnswerEvent",
                "courses.AnswerFile",
                "courses.AnswerPiece",
                "courses.ExtraTime",
                "courses.QuizOverride",
                "courses.GivenPoints",
                "courses.CommentSound",
                "courses.HandBack",
                "courses.ColumnMark",
                # Not decided yet, so nothing is told of it.
                "courses.MarkingDraft",
                "courses.LectureProgress",
                "courses.ReadingTime",
                "courses.MistakeReport",
                "courses.Recall",
                "courses.RecallAnswer",
                "courses.TaskWork",
                "courses.TaskPage",
                "courses.TaskPiece",
                "courses.PaperListRow",
                "courses.MarkListRow",
                "courses.ShownPupil",
                "courses.Thread",
                "courses.Post",
                "courses.PostFile",
                "courses.PostPiece",
                "courses.Flag",
                "courses.Mute",
                "courses.SkillTick",
                "courses.Entrant",
                "courses.Appeal",
                "courses.Award",
            },
            tables,
            order=40,
        )
    )


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
    yield table(
        "posts",
        _("questions and posts"),
        student.posts.select_related("thread__lecture", "thread__item__paper", "decided_by").order_by(
            "at", "pk"
        ),
        thread=(_("what it is about"), lambda post: post.thread.title or showing.about_of(post.thread)),
        at=(_("written"), "at"),
        words=(_("in your words"), "words"),
        files=(_("photos and recordings"), lambda post: len(post.file_ids)),
        state=(_("state"), "state"),
        reason=(_("reason"), "reason"),
    )
    yield table(
        "post_reports",
        _("posts that the pupil reported"),
        student.flags.order_by("at", "pk"),
        at=(_("reported on"), "at"),
        kind=(_("what is not right"), "kind"),
        words=(_("in your words"), "words"),
        settled_at=(_("looked at"), "settled_at"),
    )
    yield table(
        "mutes",
        _("days on which the pupil only read on the boards"),
        student.mutes.select_related("by").order_by("at"),
        at=(_("from"), "at"),
        until=(_("up to and including"), "until"),
        reason=(_("reason"), "reason"),
        by=(_("said by"), "by"),
        lifted_at=(_("ended"), "lifted_at"),
    )
    yield table(
        "pictures",
        _("Pictures in which the pupil can be recognised"),
        student.pictures.select_related("picture").order_by("said_at"),
        picture=(_("picture"), "picture.title"),
        said_at=_("written down"),
        withheld_at=(_("taken off the pages"), "picture.withheld_at"),
    )
    attempts = results.marks_of(student)[::-1]
    yield table(
        "attempts",
        _("attempts"),
        attempts,
        quiz=(_("quiz"), "paper.title"),
        number=_("try"),
        started_at=_("started"),
        submitted_at=_("submitted"),
        answered=_("answered"),
        mark=(_("mark"), "shown_mark"),
    )
    yield table(
        "answers",
        _("answers"),
        [answer for attempt in attempts for answer in _answers(attempt)],
        quiz=(_("quiz"), lambda answer: answer["quiz"]),
        number=(_("try"), lambda answer: answer["number"]),
        question=(_("question"), lambda answer: answer["place"]),
        answer=(_("answer"), lambda answer: answer["said"]),
    )
    yield table(
        "answer_files",
        _("files handed in with answers"),
        AnswerFile.objects.filter(attempt__student=student)
        .select_related("attempt__paper")
        .order_by("arrived_at"),
        quiz=(_("quiz"), "attempt.paper.title"),
        number=(_("try"), "attempt.number"),
        question=(_("question"), "place"),
        name=(_("name"), "name"),
        size=(_("size"), "size"),
        arrived_at=(_("arrived"), "arrived_at"),
    )
    yield table(
        "paper_rows",
        _("rows about the pupil in files of answers on paper"),
        PaperListRow.objects.filter(student=student).select_related("paper_list__page").order_by("pk"),
        quiz=(_("quiz"), "paper_list.page.title"),
        file=(_("file"), "paper_list.file_name"),
        uploaded_at=(_("uploaded"), "paper_list.uploaded_at"),
        code=(_("paper code"), "code"),
        answers=(_("answers"), lambda row: "; ".join(f"{n} {text}" for n, text in row.texts.items() if text)),
    )
    yield table(
        "given_points",
        _("points given by hand"),
        [row for attempt in attempts if attempt.shown_mark is not None for row in _given(attempt)],
        quiz=(_("quiz"), "attempt.paper.title"),
        number=(_("try"), "attempt.number"),
        question=(_("question"), "place"),
        points=(_("points"), "points"),
        comment=(_("comment"), "comment"),
        spoken=(_("spoken comment"), lambda row: _("yes") if row.voice_id else ""),
        at=(_("given"), "at"),
    )
    shown = {attempt.pk for attempt in attempts if attempt.shown_mark is not None}
    yield table(
        "column_marks",
        _("marks in columns"),
        _column_marks(student, shown),
        subject=(_("subject"), "column.subject.name"),
        term=(_("term"), "column.term.number"),
        column=(_("column of marks"), "column.title"),
        mark=_("mark"),
        words=(_("level or remark"), "words"),
        at=(_("entered"), "at"),
    )
    yield table(
        "mark_list_rows",
        _("rows about the pupil in files of marks"),
        MarkListRow.objects.filter(student=student).select_related("mark_list", "subject").order_by("pk"),
        subject=(_("subject"), "subject.name"),
        file=(_("file"), "mark_list.file_name"),
        uploaded_at=(_("uploaded"), "mark_list.uploaded_at"),
        row=(_("row"), "number"),
    )
    yield table(
        "hand_backs",
        _("hand-backs of attempts"),
        HandBack.objects.filter(attempt__student=student).select_related("attempt__paper").order_by("at"),
        quiz=(_("quiz"), "attempt.paper.title"),
        number=(_("try"), "attempt.number"),
        reason=(_("reason"), "reason"),
        until=(_("hand in again until"), "until"),
        at=(_("handed back"), "at"),
    )

    yield from competitions.tables(student)

    yield table(
        "skill_ticks",
        _("skills that a teacher saw"),
        student.skill_ticks.select_related("step").order_by("at"),
        step=(_("what the pupil can do"), "step.title"),
        at=(_("seen on"), "at"),
        taken_back_at=(_("taken back"), "taken_back_at"),
    )
    yield table(
        "extra_time",
        _("extra time in quizzes"),
        student.extra_times.order_by("pk"),
        percent=(_("in per cent"), "percent"),
        reason=(_("reason"), "reason"),
        at=(_("since"), "at"),
    )
    yield table(
        "quiz_overrides",
        _("rules of quizzes for this pupil"),
        student.quiz_overrides.select_related("page").order_by("pk"),
        quiz=(_("quiz"), "page.title"),
        opens_at=(_("opens"), "opens_at"),
        closes_at=(_("closes"), "closes_at"),
        minutes=(_("minutes"), "minutes"),
        extra_percent=(_("extra time in per cent"), "extra_percent"),
        tries=(_("tries"), "tries"),
        reason=(_("reason"), "reason"),
        at=(_("since"), "at"),
    )


def _column_marks(student, attempts):
    """What came of quizzes whose mark is shown, and what a teacher showed of the mark book."""
    classes = MarkColumn.objects.filter(rows__student=student).values("school_class")
    shown = [row.pk for row, _release in released_rows(student, classes)]
    mine = ColumnMark.objects.filter(student=student).select_related("column__subject", "column__term")
    return mine.filter(Q(attempt__in=attempts) | Q(pk__in=shown)).order_by("pk")


def _given(attempt):
    """What counts of the points that a teacher gave."""
    rows = GivenPoints.objects.latest_of(attempt, attempt.state().reworked).values()
    for row in rows:
        row.attempt = attempt
    return rows


def _answers(attempt):
    """What counts of an attempt; what was written and written over before is not told twice."""
    responses = attempt.state().responses
    for item in items_of(attempt.paper_id):
        response = responses.get(item.place)
        if response is not None:
            said = item.version.rules.shown_response(response, item.version.content)
            yield {
                "quiz": attempt.paper.title,
                "number": attempt.number,
                "place": item.place,
                "said": str(said),
            }
