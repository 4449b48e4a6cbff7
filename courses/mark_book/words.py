"""The words of the circulars for what a mark book holds, as people read them. What the sheets and files hold
(Đ, CĐ, T, H, C and the headings of `places.py`) is the ministry's, letter by letter, in every language."""

from django.utils.translation import pgettext_lazy

from . import rules

JUDGED = {
    rules.ACHIEVED: pgettext_lazy("judged by remarks", "Achieved"),
    rules.NOT_ACHIEVED: pgettext_lazy("judged by remarks", "Not achieved"),
    "T": pgettext_lazy("level in primary school", "Completed well"),
    "H": pgettext_lazy("level in primary school", "Completed"),
    "C": pgettext_lazy("level in primary school", "Not completed yet"),
}
LEVELS = {
    rules.GOOD: pgettext_lazy("level of learning", "Good"),
    rules.FAIR: pgettext_lazy("level of learning", "Fair"),
    rules.PASSED: pgettext_lazy("level of learning", "Achieved"),
    rules.FAILED: pgettext_lazy("level of learning", "Not achieved"),
}
