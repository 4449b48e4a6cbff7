"""What the offline events about machines are called on screen."""

from django.utils.translation import gettext_lazy as _

from lms import event_words

WORDS = {
    "usage.day": _("How long this machine was used"),
    "handover.pair": _("Machines that were handed out"),
    "handover.undo": _("Hand-overs that were taken back"),
    "handover.look": _("How machines looked"),
    "handover.photo": _("Photos of machines"),
    "handover.return": _("Machines that came back"),
    "stocktake.scan": _("Machines that were counted"),
    "point.visited": _("Lines of the diary of a Wi-Fi point"),
    "device.reported": _("A report of a broken machine"),
}


def register():
    for kind, words in WORDS.items():
        event_words.name(kind, words)
