"""What `courses` erases of a pupil (students/erasing.py).

What the pupil answered goes at once. Marks stay as numbers without a name, for the sums of classes and
schools, as long as the family was told (students/consent_texts: five years after leaving) – unless it took
back its consent to the learning record.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, get_page_models

from courses import keeping, publicity, task_works, unnaming
from courses.competitions import kept as competitions
from courses.exchange import ending
from courses.models import (
    AnswerEvent,
    AnswerFile,
    AnswerPiece,
    Attempt,
    ClearedName,
    ColumnMark,
    CommentSound,
    ContestWork,
    ExtraTime,
    GivenPoints,
    HandBack,
    KeyCorrection,
    LectureProgress,
    MarkColumn,
    MarkingDraft,
    MarkListRow,
    Mute,
    PaperListRow,
    Post,
    QuizOverride,
    ReadingTime,
    Recall,
    RecallAnswer,
    RemarkPhrase,
    SkillTick,
    TermClosing,
    Thread,
)
from courses.work_contests import kept as work_contests
from lms.days import years_after
from lms.history import about
from lms.models import Change, Picture
from students import erasing
from students.erasing import GOES, NAMELESSLY, Bar, Line
from students.models import Consent

YEARS_KEPT = 5


def register():
    erasing.register(erasing.Part("courses", bars, lines, logged, erase, order=20))


def bars(student):
    # Without a consent no page names a pupil (courses/publicity.py).
    if student.consents.filter(purpose=Consent.Purpose.NAME).exists():
        for page in publicity.pages_that_name(student):
            words = _("The page «%(page)s» names the pupil. Take the name off it first.")
            yield Bar(words % {"page": page.title}, page.url or "")


def lines(student):
    yield Line(GOES, _("what the pupil answered in quizzes"), _answers(student).count())
    yield Line(GOES, _("how long the pupil looked at lectures"), student.reading_times.count())
    revised = student.recall_answers.count() + student.recalls.count()
    yield Line(GOES, _("what the pupil answered in revision, and what is remembered"), revised)
    own_rules = student.extra_times.count() + student.quiz_overrides.count()
    yield Line(GOES, _("extra time and rules of their own in quizzes"), own_rules)
    yield Line(GOES, _("what the pupil handed in to tasks of lectures"), student.task_works.count())
    yield Line(GOES, _("questions to teachers, posts, photos and recordings"), student.posts.count())
    yield Line(GOES, _("mistakes that the pupil reported"), student.mistake_reports.count())
    yield Line(GOES, _("remarks in the mark book"), _remarks(student).count())
    yield Line(GOES, _("rows about the pupil in files of marks"), _of_files(student, MarkListRow).count())
    yield Line(GOES, _("pictures in which the pupil can be recognised"), _pictures(student).count())
    yield Line(GOES, _("skills that a teacher saw"), student.skill_ticks.count())
    yield Line(
        GOES, _("nickname, appeals and certificates in competitions"), competitions.count_told(student)
    )
    yield Line(GOES, _("works handed in to contests, with their files"), work_contests.count_told(student))
    fate, until, why = NAMELESSLY, kept_until(student), _("the family was told: five years after leaving")
    if consent_was_taken_back(student):
        fate, until, why = GOES, None, _("the family took its consent to the learning record back")
    yield Line(fate, _("marks of quizzes"), student.attempts.count(), until, why)
    yield Line(fate, _("entries of competitions"), student.competition_entries.count(), until, why)
    yield Line(fate, _("marks in columns"), student.column_marks.count(), until, why)
    yield Line(fate, _("how far the pupil read in lectures"), student.lecture_progress.count(), until, why)


def logged(student):
    found = {
        Attempt: student.attempts.values_list("pk", flat=True),
        ExtraTime: student.extra_times.values_list("pk", flat=True),
        QuizOverride: student.quiz_overrides.values_list("pk", flat=True),
        LectureProgress: student.lecture_progress.values_list("pk", flat=True),
        Post: student.posts.values_list("pk", flat=True),
        Thread: student.threads.values_list("pk", flat=True),
        Mute: student.mutes.values_list("pk", flat=True),
        Picture: _pictures(student).values_list("pk", flat=True),
        SkillTick: student.skill_ticks.values_list("pk", flat=True),
        ContestWork: student.contest_works.values_list("work", flat=True),
    }
    # Why a page was not published, and which names were cleared on one.
    of_pages = publicity.changes_of_pages(["keep a page back", "clear a name"])
    named = [line.pk for line in of_pages if student.full_name in str(line.after)]
    found[TermClosing] = _reasons(student).values_list("pk", flat=True)
    # Phrases are looked for in their lines: one that was dropped stands nowhere else.
    of_phrases = Change.objects.filter(model=RemarkPhrase._meta.label_lower, emptied_for=None)
    named += [line.pk for line in of_phrases if student.full_name in f"{line.before} {line.after}"]
    # Lines about a page are called by its title.
    of_title = Q(model__in=[page._meta.label_lower for page in get_page_models()])
    return about(found) | Q(pk__in=named) | of_title & Q(label__contains=student.full_name)


def erase(was):
    _forget_answers(was.student)
    was.student.extra_times.all().delete()
    was.student.mistake_reports.all().delete()
    forget_works(was.student)
    forget_posts(was.student)
    was.student.mutes.all().delete()
    was.student.quiz_overrides.all().delete()
    was.student.skill_ticks.all().delete()
    ReadingTime.objects.filter(student=was.student).delete()
    _remarks(was.student).delete()
    _of_files(was.student, MarkListRow).delete()
    _reasons(was.student).update(reason="")
    RemarkPhrase.objects.filter(words__contains=was.student.full_name).delete()
    forget_revision(was.student)
    # What was done in single parts may hold words of one's own.
    was.student.lecture_progress.update(done={})
    competitions.forget_told(was.student)
    work_contests.forget_told(was.student)
    # Nobody can agree to them any more; where they stood on a page, nothing stands.
    for picture in _pictures(was.student):
        # What it was called stands in Wagtail's own log as well.
        ModelLogEntry.objects.for_instance(picture).update(label="")
        picture.delete()
    unnaming.unname(was.student, erasing.NAMELESS)
    keeping.forget_everything()
    ClearedName.objects.filter(name=was.student.full_name).delete()
    KeyCorrection.objects.filter(reason__contains=was.student.full_name).update(reason="")
    if consent_was_taken_back(was.student, at=was.at) or is_over(was.student):
        forget_marks(was.student)


def _remarks(student):
    """What teachers wrote of the pupil in words; levels and results are marks."""
    return ColumnMark.objects.filter(student=student, column__kind__in=MarkColumn.REMARKS)


def _reasons(student):
    return TermClosing.objects.filter(reason__contains=student.full_name)


def forget_marks(student):
    """The learning record of a pupil who was erased, to the last number; how many rows it had."""
    _forget_answers(student)
    ReadingTime.objects.filter(student=student).delete()
    forget_revision(student)
    forget_works(student)
    _of_files(student, MarkListRow).delete()
    forget_posts(student)
    student.mutes.all().delete()
    columns, _of_which = ColumnMark.objects.filter(student=student).delete()
    competitions.forget(student)
    work_contests.forget(student)
    attempts, _of_which = Attempt.objects.filter(student=student).delete()
    read, _of_which = LectureProgress.objects.filter(student=student).delete()
    return attempts + columns + read


def forget_revision(student):
    for model in (RecallAnswer, Recall):
        model.objects.filter(student=student).delete()


def forget_works(student):
    """What was handed in to tasks and contests, with its photos: also when the family takes its consent
    back. That a lecture was done stays with the reading."""
    work_contests.forget_told(student)
    return task_works.forget(student.task_works.all())


def forget_posts(student):
    """What the pupil asked and wrote, also when the family takes its consent back: the threads of others
    stay readable, with «deleted» where a post stood."""
    return ending.forget_of(student)


def kept_until(student):
    """The last day on which the learning record is kept; None while the pupil has not left."""
    day = erasing.left_on(student)
    return day and years_after(day, YEARS_KEPT)


def is_over(student):
    until = kept_until(student)
    return until is not None and until < timezone.localdate()


def consent_was_taken_back(student, at=None):
    """Whether the last word of the family about the learning record was no, before the erasing (`at`)."""
    at = at or student.erased_at
    last = student.consents.filter(purpose=Consent.Purpose.LEARNING).order_by("-pk").first()
    if last is None or last.withdrawn_at is None:
        return False
    return at is None or last.withdrawn_at < at


def _pictures(student):
    return Picture.objects.filter(shown_pupils__student=student)


def _forget_answers(student):
    # What a teacher wrote to an answer speaks of it as well.
    _answers(student).delete()
    AnswerPiece.objects.filter(attempt__student=student).delete()
    _delete_files(AnswerFile.objects.filter(attempt__student=student))
    GivenPoints.objects.filter(attempt__student=student).delete()
    _of_files(student, PaperListRow).delete()
    for model in (MarkingDraft, HandBack):
        model.objects.filter(attempt__student=student).delete()
    _delete_files(CommentSound.objects.filter(attempt__student=student))


def _of_files(student, model):
    """Rows of uploaded files; of a row that nobody was found for, the name tells whose it is."""
    named = Q(student=None, name__iexact=student.full_name) if student.full_name else Q(pk=None)
    return model.objects.filter(Q(student=student) | named)


def _answers(student):
    return AnswerEvent.objects.filter(attempt__student=student)


def _delete_files(rows):
    for row in rows:
        name, storage = row.file.name, row.file.storage
        transaction.on_commit(lambda name=name, storage=storage: storage.delete(name))
        row.delete()
