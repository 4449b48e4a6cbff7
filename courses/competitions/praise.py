"""What a pupil reads of the own result: secondary pupils the place, primary pupils words alone."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EXCELLENT, GOOD = Decimal("0.9"), Decimal("0.7")


def words_for(standing):
    if standing.rank is None:
        return _of_share(standing.points / standing.out_of if standing.out_of else Decimal(0))
    words = _("Place %(rank)d.") % {"rank": standing.rank}
    if standing.shared_by > 1:
        others = standing.shared_by - 1
        shared = ngettext("Shared with %(n)d other.", "Shared with %(n)d others.", others)
        words += " " + shared % {"n": others}
    return words


def _of_share(share):
    if share >= EXCELLENT:
        return _("Excellent work!")
    return _("Good work!") if share >= GOOD else _("You took part and stayed to the end. Well done!")
