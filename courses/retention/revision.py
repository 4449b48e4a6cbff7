"""What pupils revise."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import RevisionSet
from courses.recall import forgetting
from lms.days import years_before
from lms.retention import Kind, of_rows


def kinds():
    return [
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
    ]
