"""What each kind of event is called on screen: «Answers to a quiz». Apps name theirs in `AppConfig.ready`."""

from django.utils.translation import gettext_lazy as _

_words = {}


def name(kind, words):
    """`words`: a lazy translation that reads well behind a number («3 · Answers to a quiz»)."""
    _words[kind] = words


def told():
    """{kind: words}, as the page of what waits needs them."""
    return {kind: str(words) for kind, words in _words.items()}


def reasons():
    """Why the school did not take an event, where it told no sentence of its own; "" is for all others."""
    unreadable = _("This device wrote it down incompletely, and the school cannot read it.")
    return {
        "": str(_("The school could not take it.")),
        "conflict": str(_("The school has another version of it already, and keeps both.")),
        "forbidden": str(_("It belongs to something that is not open for this account, or not any more.")),
        "retry": str(_("The school tried to take it several times, and could not.")),
        **dict.fromkeys(["malformed", "unreadable", "bad_text", "bad_number"], str(unreadable)),
    }
