"""Competitions and contests of works."""

from django.utils.translation import gettext_lazy as _

from courses.competitions import certificate_files
from courses.models import AwardFile, ContestFile, ContestPiece, ContestWork, HallPlace
from courses.retention import pieces
from courses.work_contests import files as contest_files
from lms.days import midnight, years_before
from lms.retention import Kind, days_before, of_rows, one_by_one

HALL_DAYS = 90


def kinds():
    return [
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
            before=pieces.first_day,
            due=lambda today: _loose_contest_pieces(today).count(),
            forget=lambda today: _loose_contest_pieces(today).delete()[0],
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
    ]


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
    return ContestPiece.objects.filter(arrived_at__lt=pieces.before(today))


def _old_award_files(today):
    return AwardFile.objects.filter(at__lt=midnight(days_before(certificate_files.DAYS_KEPT)(today)))


def _loose_award_files(today):
    return certificate_files.loose(midnight(days_before(certificate_files.DAYS_LOOSE)(today)))
