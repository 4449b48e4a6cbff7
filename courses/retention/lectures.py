"""Reading of lectures, tasks in them, mistakes reported, and what authors send."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import task_works
from courses.models import (
    KeptUpload,
    LargeUpload,
    LectureFile,
    MistakeReport,
    ReadingTime,
    TaskPage,
    TaskPiece,
    TaskWork,
)
from courses.retention import pieces
from courses.writing import left_over
from lms.days import midnight, months_before, years_before
from lms.retention import Kind, days_before, of_rows, one_by_one

# As the family was told of the use of machines: this month and twelve before it.
MONTHS_OF_TIME = 12
UPLOAD_DAYS = 14


def kinds():
    return [
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
            before=pieces.first_day,
            due=lambda today: len(_loose_pages(today)) + _loose_pieces(today).count(),
            forget=_forget_loose,
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
    ]


def _files_that_wait(today):
    waiting = LectureFile.objects.filter(state=LectureFile.State.PREVIEWED)
    return waiting.filter(uploaded_at__lt=midnight(days_before(30)(today)))


def _old_works(today):
    moment = midnight(years_before(today, 1))
    # What was never handed in has its beginning alone.
    return TaskWork.objects.filter(Q(handed_at__lt=moment) | Q(handed_at=None, begun_at__lt=moment))


def _loose_pages(today):
    old = TaskPage.objects.filter(arrived_at__lt=pieces.before(today))
    return [page for page in old.select_related("work") if str(page.pk) not in page.work.page_ids]


def _loose_pieces(today):
    return TaskPiece.objects.filter(arrived_at__lt=pieces.before(today))


def _forget_loose(today):
    return task_works.forget_loose(_loose_pages(today)) + _loose_pieces(today).delete()[0]


def _left_over(today):
    return KeptUpload.objects.filter(at__lt=midnight(days_before(left_over.DAYS)(today)))


def _old_uploads(today):
    return LargeUpload.objects.filter(moved_at__lt=midnight(days_before(UPLOAD_DAYS)(today)))
