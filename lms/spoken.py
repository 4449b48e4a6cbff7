"""Words made ready for a voice that reads them aloud: days as people say them, and no signs.

What a page shows in figures («28/11», «8,5», «45 %») a machine's voice reads as it likes.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

WEEKDAYS = [
    pgettext_lazy("spoken", "Monday"),
    pgettext_lazy("spoken", "Tuesday"),
    pgettext_lazy("spoken", "Wednesday"),
    pgettext_lazy("spoken", "Thursday"),
    pgettext_lazy("spoken", "Friday"),
    pgettext_lazy("spoken", "Saturday"),
    pgettext_lazy("spoken", "Sunday"),
]
# What a voice needs: letters, figures, and the signs at which it breathes.
SIGNS = re.compile(r"[^\w\s.,;:!?-]|_")


def day(date):
    """«thứ Bảy, ngày 28 tháng 11»"""
    words = {"weekday": WEEKDAYS[date.weekday()], "day": date.day, "month": date.month}
    return _("%(weekday)s, day %(day)d of month %(month)d") % words


def short_day(date):
    """«thứ Bảy, 28/11», for the eye."""
    words = {"weekday": WEEKDAYS[date.weekday()], "day": date.day, "month": date.month}
    return _("%(weekday)s, %(day)d/%(month)d") % words


def time(moment):
    """«17 giờ», «7 giờ 30»"""
    words = {"hour": moment.hour, "minute": moment.minute}
    return (_("%(hour)d h %(minute)d") if moment.minute else _("%(hour)d h")) % words


def mark(shown):
    """A mark as a teacher reads it out: «8 phẩy 5», and a whole one without what follows the comma."""
    whole, _comma, rest = str(shown).partition(",")
    return _("%(whole)s point %(rest)s") % {"whole": whole, "rest": rest} if rest.strip("0") else whole


def plain(text):
    """`text` without brackets, quotes, dashes and other signs."""
    text = re.sub(r"\s[–—-]\s|\s*[/·|]\s*", ", ", str(text)).replace("%", _(" percent"))
    return " ".join(SIGNS.sub(" ", text).split())


def told(*sentences):
    """The sentences as one text, each with its end; empty ones left out."""
    ready = [plain(one).rstrip(" ,;:") for one in sentences if one]
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in ready if one)
