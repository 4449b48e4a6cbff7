"""What a writer hands out."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass
class Written:
    """The bytes of a file; `left_out`: versions it cannot hold; `lost`: {version: sentences} of others."""

    content: bytes = b""
    left_out: list = field(default_factory=list)
    lost: dict = field(default_factory=dict)


def all_beside(versions):
    """What a file that holds all of every question leaves out, told without writing it."""
    written = Written()
    for version in versions:
        if lost := list(beside(version, holds_passages=True)):
            written.lost[version] = lost
    return written


def beside(version, holds_passages=False):
    """What no file holds, in sentences: it hangs on a question without being part of it."""
    if version.audio_id:
        yield _("The recording that is read aloud is left out.")
    if getattr(version, "passage_id", None) and not holds_passages:
        yield _("The passage it belongs to is left out.")
    elif getattr(version, "passage_id", None) and (version.passage.picture_id or version.passage.audio_id):
        yield _("The picture or recording of its passage is left out.")
