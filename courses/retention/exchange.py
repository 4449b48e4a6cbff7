"""Questions, boards and paired classes."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.exchange import ending, files
from courses.models import Mute, Pairing, PostPiece, Thread
from courses.retention import pieces
from lms.days import midnight, years_before
from lms.retention import Kind, of_rows


def kinds():
    return [
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
            before=pieces.first_day,
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
    ]


def _old_threads(today):
    return Thread.objects.filter(last_at__lt=midnight(years_before(today, 1)))


def _over(moment):
    """Pairings that ended before `moment`, whichever way; invitations that nobody took up among them."""
    return Pairing.objects.filter(Q(ended_at__lt=moment) | Q(ends_on__lt=timezone.localdate(moment)))


def _loose_files(today):
    return files.loose(pieces.before(today))


def _loose_parts(today):
    return PostPiece.objects.filter(arrived_at__lt=pieces.before(today))
