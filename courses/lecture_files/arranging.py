"""What a person changes in the preview: each a small act upon the pieces of one file."""

from django.db import transaction
from django.utils.translation import gettext as _

from courses import on_page, typed_text
from courses.models import LectureFile, LecturePiece
from lms.text import tidy

from .pieces import LONGEST_HEADING

Kind = LecturePiece.Kind


class CannotArrange(Exception):  # noqa: N818 – an answer in words
    """Why an act does nothing, as a sentence."""


def leave(piece):
    piece.is_left_out = True
    piece.save(update_fields=["is_left_out"])


def take_in(piece):
    piece.is_left_out = False
    piece.save(update_fields=["is_left_out"])


def begin(piece):
    """Let a lecture of its own begin here."""
    if not piece.lecture_file.pieces.filter(position__lt=piece.position).exists():
        raise CannotArrange(_("The first lecture begins here already."))
    piece.begins_lecture = True
    piece.save(update_fields=["begins_lecture"])


def go_on(piece):
    """Let the lecture above go on here."""
    piece.begins_lecture = False
    piece.save(update_fields=["begins_lecture"])


def up(piece):
    _swap(piece, piece.lecture_file.pieces.filter(position__lt=piece.position).last())


def down(piece):
    _swap(piece, piece.lecture_file.pieces.filter(position__gt=piece.position).first())


@transaction.atomic
def join(piece):
    """Put the words of a piece at the end of the piece above."""
    above = piece.lecture_file.pieces.filter(position__lt=piece.position, is_left_out=False).last()
    if above is None or not (above.has_words and piece.has_words):
        raise CannotArrange(
            _("Only words can be joined to words. Change the kind of the piece, or the order, first.")
        )
    above.content = {**above.content, "html": above.content["html"] + piece.content["html"]}
    above.issues = above.issues + piece.issues
    above.save(update_fields=["content", "issues"])
    piece.delete()
    return above


def change_kind(piece, kind):
    """The same words as another kind of piece."""
    if kind == piece.kind:
        return
    if kind == Kind.HEADING and piece.has_words:
        words = tidy(on_page.plain(piece.content["html"]))
        if len(words) > LONGEST_HEADING:
            raise CannotArrange(
                _("These words are too long for a heading: at most %(limit)d signs. Shorten them first.")
                % {"limit": LONGEST_HEADING}
            )
        piece.content = {"text": words, "size": "2"}
    elif kind in LecturePiece.WORDS and piece.kind == Kind.HEADING:
        piece.content = {"html": typed_text.to_html(piece.content["text"])}
    elif not (kind in LecturePiece.WORDS and piece.has_words):
        raise CannotArrange(_("This piece cannot become one of that kind."))
    piece.kind = kind
    piece.save(update_fields=["kind", "content"])


@transaction.atomic
def _swap(piece, other):
    if other is None:
        raise CannotArrange(_("There is nothing to change places with."))
    # In turn, whoever else presses at this moment.
    LectureFile.objects.select_for_update().get(pk=piece.lecture_file_id)
    piece.position, other.position = other.position, piece.position
    piece.save(update_fields=["position"])
    other.save(update_fields=["position"])


# Each says what is wanted, so that a form which is sent twice wants the same.
ACTS = {
    "leave": leave,
    "take-in": take_in,
    "begin": begin,
    "go-on": go_on,
    "up": up,
    "down": down,
    "join": join,
}
