"""The learning record of a pupil who was erased goes to the last number when its time is over
(lms/retention.py); that of all others goes with the pupil (students/retention.py)."""

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import task_works
from courses.competitions import certificate_files
from courses.erasing import YEARS_KEPT, forget_marks
from courses.exchange import ending, files
from courses.models import (
    AnswerPiece,
    Attempt,
    AwardFile,
    ColumnMark,
    ContestFile,
    ContestPiece,
    ContestWork,
    Entrant,
    HallPlace,
    KeptUpload,
    LargeUpload,
    LectureFile,
    LectureProgress,
    MarkingDraft,
    MarkList,
    MistakeReport,
    Mute,
    Pairing,
    PaperList,
    PostPiece,
    ReadingTime,
    RevisionSet,
    TaskPage,
    TaskPiece,
    TaskWork,
    Thread,
)
from courses.recall import forgetting
from courses.work_contests import files as contest_files
from courses.writing import left_over
from lms.days import midnight, months_before, years_before
from lms.retention import Kind, days_before, of_rows, one_by_one, register
from students.models import Student

# A draft that nobody took up again in a term is of no use to its pupil.
DRAFT_DAYS = 120
PIECE_DAYS = 30
# As the family was told of the use of machines: this month and twelve before it.
MONTHS_OF_TIME = 12
UPLOAD_DAYS = 14
HALL_DAYS = 90


def register_own():
    register(
        of_rows(
            "marking_drafts",
            lambda moment: MarkingDraft.objects.filter(at__lt=moment),
            days_before(DRAFT_DAYS),
            what=_("points that were begun to be given and never were"),
            period=_("120 days"),
            why=_("nobody takes them up again"),
            order=21,
        ),
        of_rows(
            "answer_pieces",
            _pieces_of_closed,
            days_before(PIECE_DAYS),
            what=_("parts of photos and recordings whose other parts never came, of work that is over"),
            period=_("30 days"),
            why=_("nobody can see or hear such a part by itself"),
            order=22,
        ),
        of_rows(
            "reading_times",
            lambda moment: ReadingTime.objects.filter(day__lt=timezone.localdate(moment)),
            lambda today: months_before(today, MONTHS_OF_TIME),
            what=_("how long pupils looked at lectures"),
            period=_("13 months"),
            why=_("how far a pupil read stays; the minutes are of use to this year's teachers only"),
            order=23,
        ),
        Kind(
            "recalls",
            what=_("what pupils answered in revision, of questions that were not revised any more"),
            period=_("2 years"),
            why=_("no question waits longer than a year to be asked again"),
            order=23,
            before=forgetting.before,
            due=lambda today: forgetting.old(today).count(),
            forget=forgetting.forget,
        ),
        of_rows(
            "revision_sets",
            lambda moment: RevisionSet.objects.filter(
                Q(withdrawn_at__lt=moment) | Q(school_class__year__ends_on__lt=timezone.localdate(moment))
            ),
            lambda today: years_before(today, 1),
            what=_("which topics teachers gave a class to revise, once taken back or its school year over"),
            period=_("1 year"),
            why=_("the class has other topics by then; what pupils answered is kept by its own rule"),
            order=23,
        ),
        Kind(
            "contest_files",
            what=_("files that were handed in to contests of works, and drafts that never were"),
            period=_("2 years"),
            why=_("the contest is long over; what it came to stays, and authors keep their works themselves"),
            order=23,
            before=_years_of_contests,
            due=lambda today: _old_contest_files(today).count() + _old_contest_drafts(today).count(),
            forget=_forget_contest_files,
        ),
        Kind(
            "contest_pieces",
            what=_("parts of files of works whose other parts never came"),
            period=_("30 days"),
            why=_("nobody can open such a part by itself"),
            order=23,
            before=days_before(PIECE_DAYS),
            due=lambda today: _loose_contest_pieces(today).count(),
            forget=lambda today: _loose_contest_pieces(today).delete()[0],
        ),
        Kind(
            "task_works",
            what=_("what pupils handed in to tasks of lectures, with photos and the teacher's word"),
            period=_("1 year"),
            why=_("the next school year begins with other tasks; that a lecture was done stays"),
            order=23,
            before=lambda today: years_before(today, 1),
            due=lambda today: _old_works(today).count(),
            forget=lambda today: task_works.forget(_old_works(today)),
        ),
        Kind(
            "task_pages",
            what=_("photos for tasks, and parts of such, that were never handed in"),
            period=_("30 days"),
            why=_("taken again and again before the right one; nobody looks at the others"),
            order=23,
            before=days_before(PIECE_DAYS),
            due=lambda today: len(_loose_pages(today)) + _loose_pieces(today).count(),
            forget=_forget_loose,
        ),
        Kind(
            "threads",
            what=_("questions to teachers and threads of classes, with photos and recordings"),
            period=_("1 year after the last post"),
            why=_("the next school year asks other questions"),
            order=24,
            before=lambda today: years_before(today, 1),
            due=lambda today: _old_threads(today).count(),
            forget=lambda today: ending.forget_threads(_old_threads(today)),
        ),
        of_rows(
            "pairings",
            lambda moment: _over(moment).filter(threads=None),
            lambda today: years_before(today, 1),
            what=_("pairings of two classes that are over, with the names of the teachers"),
            period=_("1 year after their end, and after the last thread went"),
            why=_("the next school year pairs other classes"),
            order=25,
        ),
        Kind(
            "post_files",
            what=_("photos and recordings that no post names, and parts of such"),
            period=_("30 days"),
            why=_("taken again before the right one, or never sent to their end"),
            order=24,
            before=days_before(PIECE_DAYS),
            due=lambda today: _loose_files(today).count() + _loose_parts(today).count(),
            forget=lambda today: files.forget(_loose_files(today)) + _loose_parts(today).delete()[0],
        ),
        of_rows(
            "mutes",
            lambda moment: Mute.objects.filter(at__lt=moment),
            lambda today: years_before(today, 1),
            what=_("days on which a pupil only read on the boards, with the reason"),
            period=_("1 year"),
            why=_("a new year begins without it"),
            order=24,
        ),
        of_rows(
            "mistakes",
            lambda moment: MistakeReport.objects.filter(reported_at__lt=moment),
            lambda today: years_before(today, 1),
            what=_("mistakes that readers reported in lectures"),
            period=_("1 year"),
            why=_("what was to be mended has been mended by then"),
            order=44,
        ),
        of_rows(
            "hall_places",
            lambda moment: HallPlace.objects.filter(hall__opened_at__lt=moment),
            days_before(HALL_DAYS),
            what=_("at which tablet of which room pupils sat in competitions"),
            period=_("90 days"),
            why=_("so long a result may be asked about; the result itself stays"),
            order=24,
        ),
        Kind(
            "award_files",
            what=_("files with the certificates of a whole round"),
            period=_("30 days"),
            why=_("so long they are printed; who still needs one lets it be made again"),
            order=24,
            before=days_before(certificate_files.DAYS_KEPT),
            due=lambda today: _old_award_files(today).count(),
            forget=lambda today: certificate_files.forget(_old_award_files(today)),
        ),
        Kind(
            "loose_award_files",
            what=_("files of certificates whose making broke off"),
            period=_("1 day"),
            why=_("nobody can open such a file; what is wanted is made again"),
            order=24,
            before=days_before(certificate_files.DAYS_LOOSE),
            due=lambda today: len(_loose_award_files(today)),
            forget=lambda today: certificate_files.forget_loose(_loose_award_files(today)),
        ),
        Kind(
            "marks",
            what=_("marks without a name, of pupils who were erased"),
            period=_("5 years after leaving"),
            why=_("until then classes and schools count with them"),
            order=20,
            before=_before,
            due=lambda today: _nameless(today).count(),
            forget=_forget,
            is_promised=True,
        ),
        Kind(
            "kept_uploads",
            what=_("photos and recordings of a lecture that were sent and never stood in it"),
            period=_("60 days"),
            why=_("so long a form or a telephone may still take them up"),
            order=43,
            before=days_before(left_over.DAYS),
            due=lambda today: _left_over(today).count(),
            forget=lambda today: left_over.forget(_left_over(today)),
        ),
        Kind(
            "large_uploads",
            what=_("parts of large files that nobody sent to their end, and the note of those that were"),
            period=_("14 days"),
            why=_("so long an author can go on sending; the file itself stays with the lectures"),
            order=44,
            before=days_before(UPLOAD_DAYS),
            due=lambda today: _old_uploads(today).count(),
            forget=lambda today: one_by_one(list(_old_uploads(today)), LargeUpload.delete),
        ),
        of_rows(
            "paper_lists",
            lambda moment: PaperList.objects.filter(uploaded_at__lt=moment),
            lambda today: years_before(today, 1),
            what=_("files of answers on paper, with their rows"),
            period=_("1 year"),
            why=_("so long a mistake can be undone; what was typed in stays with the attempts"),
            order=42,
        ),
        of_rows(
            "mark_lists",
            lambda moment: MarkList.objects.filter(uploaded_at__lt=moment),
            lambda today: years_before(today, 1),
            what=_("files of marks, with their rows"),
            period=_("1 year"),
            why=_("so long a mistake can be undone; what was taken over stays in the mark book"),
            order=42,
        ),
        of_rows(
            "mark_previews",
            lambda moment: MarkList.objects.filter(state=MarkList.State.PREVIEWED, uploaded_at__lt=moment),
            days_before(30),
            what=_("files of marks that were never taken over"),
            period=_("30 days"),
            why=_("whoever still needs it uploads it again"),
            order=43,
        ),
        Kind(
            "lecture_files",
            what=_("files for lectures that were never taken over, with their pieces"),
            period=_("30 days"),
            why=_("whoever still needs it uploads it again"),
            order=44,
            before=days_before(30),
            due=lambda today: _files_that_wait(today).count(),
            # One by one, for each has its file on the disk.
            forget=lambda today: one_by_one(list(_files_that_wait(today)), LectureFile.delete),
        ),
        of_rows(
            "paper_previews",
            lambda moment: PaperList.objects.filter(state=PaperList.State.PREVIEWED, uploaded_at__lt=moment),
            days_before(30),
            what=_("files of answers on paper that were never taken over"),
            period=_("30 days"),
            why=_("whoever still needs it uploads it again"),
            order=43,
        ),
    )


def _files_that_wait(today):
    waiting = LectureFile.objects.filter(state=LectureFile.State.PREVIEWED)
    return waiting.filter(uploaded_at__lt=midnight(days_before(30)(today)))


def _pieces_of_closed(moment):
    """Parts that came before `moment`; while the work is open the rest may still come."""
    over = Q(attempt__submitted_at__lt=moment) | Q(attempt__page=None)
    # No quiz lasts longer than some hours from its beginning, and no part comes before that.
    late = Q(attempt__page__minutes__gt=0) | Q(attempt__page__closes_at__lt=moment)
    return AnswerPiece.objects.filter(over | (late & Q(attempt__accepted_at=None)), arrived_at__lt=moment)


def _old_works(today):
    moment = midnight(years_before(today, 1))
    # What was never handed in has its beginning alone.
    return TaskWork.objects.filter(Q(handed_at__lt=moment) | Q(handed_at=None, begun_at__lt=moment))


def _loose_pages(today):
    old = TaskPage.objects.filter(arrived_at__lt=midnight(days_before(PIECE_DAYS)(today)))
    return [page for page in old.select_related("work") if str(page.pk) not in page.work.page_ids]


def _loose_pieces(today):
    return TaskPiece.objects.filter(arrived_at__lt=midnight(days_before(PIECE_DAYS)(today)))


def _years_of_contests(today):
    return years_before(today, 2)


def _old_contest_files(today):
    return ContestFile.objects.filter(work__contest__closes_on__lt=_years_of_contests(today))


def _old_contest_drafts(today):
    old = ContestWork.objects.filter(contest__closes_on__lt=_years_of_contests(today))
    return old.filter(handed_at=None, judgings=None, placings=None)


def _forget_contest_files(today):
    count = contest_files.forget(list(_old_contest_files(today)))
    ContestPiece.objects.filter(work__in=_old_contest_drafts(today).values("pk")).delete()
    return count + one_by_one(list(_old_contest_drafts(today)), ContestWork.delete)


def _loose_contest_pieces(today):
    return ContestPiece.objects.filter(arrived_at__lt=midnight(days_before(PIECE_DAYS)(today)))


def _forget_loose(today):
    return task_works.forget_loose(_loose_pages(today)) + _loose_pieces(today).delete()[0]


def _left_over(today):
    return KeptUpload.objects.filter(at__lt=midnight(days_before(left_over.DAYS)(today)))


def _old_threads(today):
    return Thread.objects.filter(last_at__lt=midnight(years_before(today, 1)))


def _over(moment):
    """Pairings that ended before `moment`, whichever way; invitations that nobody took up among them."""
    return Pairing.objects.filter(Q(ended_at__lt=moment) | Q(ends_on__lt=timezone.localdate(moment)))


def _loose_files(today):
    return files.loose(midnight(days_before(PIECE_DAYS)(today)))


def _loose_parts(today):
    return PostPiece.objects.filter(arrived_at__lt=midnight(days_before(PIECE_DAYS)(today)))


def _old_uploads(today):
    return LargeUpload.objects.filter(moved_at__lt=midnight(days_before(UPLOAD_DAYS)(today)))


def _before(today):
    return years_before(today, YEARS_KEPT)


def _nameless(today):
    """Pupils who were erased, left long ago, and still have something of their learning."""
    erased = Student.objects.exclude(erased_at=None).alias(last=Max("enrolments__ends_on"))
    learning = (Attempt, ColumnMark, Entrant, LectureProgress)
    has = [Exists(model.objects.filter(student=OuterRef("pk"))) for model in learning]
    return erased.filter(has[0] | has[1] | has[2] | has[3], last__lt=_before(today))


def _forget(today):
    return one_by_one(list(_nameless(today)), forget_marks)


def _old_award_files(today):
    return AwardFile.objects.filter(at__lt=midnight(days_before(certificate_files.DAYS_KEPT)(today)))


def _loose_award_files(today):
    return certificate_files.loose(midnight(days_before(certificate_files.DAYS_LOOSE)(today)))
