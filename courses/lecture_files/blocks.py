"""Pieces of a file → the blocks of a lecture, and what they weigh."""

import json
import uuid
from dataclasses import dataclass, field

from courses.blocks.media import SOUND
from courses.models import LecturePage, LecturePiece
from courses.writing import rows

Kind = LecturePiece.Kind


@dataclass
class Draft:
    """A lecture that is to be made: its title and its pieces."""

    title: str
    pieces: list = field(default_factory=list)

    @property
    def weight(self):
        """Bytes by kind, as courses/weight.py tells them of a finished lecture."""
        media = [piece for piece in self.pieces if piece.kind == Kind.MEDIA]
        pictures = {piece.pk: piece.content.get("weight", 0) for piece in self.pieces}
        sound = sum(one.content["bytes"] for one in media if is_sound(one))
        video = sum(one.content["bytes"] for one in media if not is_sound(one))
        return {"pictures": sum(pictures.values()), "sound": sound, "video": video, "files": 0}


def drafts_of(kept, pieces=None):
    """The lectures that the pieces of a file come to now."""
    pieces = kept.pieces.select_related("picture").defer("picture__content") if pieces is None else pieces
    found = [Draft(kept.title)]
    for piece in pieces:
        if piece.is_left_out:
            continue
        if piece.begins_lecture and found[-1].pieces:
            found.append(Draft(_title(piece, kept, len(found) + 1)))
        found[-1].pieces.append(piece)
    for draft in found:
        # The title stands above the lecture anyway.
        first = draft.pieces[0] if draft.pieces else None
        if first and first.kind == Kind.HEADING and first.content["text"] == draft.title:
            draft.pieces = draft.pieces[1:]
    return [draft for draft in found if draft.pieces]


def _title(piece, kept, number):
    if piece.kind == Kind.HEADING:
        return piece.content["text"]
    return f"{kept.title} ({number})"


def is_sound(piece):
    return piece.content["name"].rpartition(".")[2].lower() in SOUND


def body_of(draft, pictures, files):
    """The stored blocks of a lecture; `pictures` and `files`: {key of a piece: id of what was made of it}."""
    told = []
    for piece in draft.pieces:
        if piece.kind == Kind.PAGE and told and told[-1]["type"] == "paper_pages":
            told[-1]["value"]["pages"].append(_page(piece, pictures))
        elif piece.kind == Kind.PAGE:
            pages = {"title": draft.title[:160], "pages": [_page(piece, pictures)]}
            told.append({"type": "paper_pages", "value": pages})
        elif piece.kind == Kind.PICTURE:
            value = {name: piece.content.get(name, "") for name in ("alt", "caption")}
            told.append({"type": "picture", "value": {"picture": pictures[piece.pk], **value}})
        elif piece.kind == Kind.MEDIA:
            kind = "sound" if is_sound(piece) else "video"
            value = {"title": piece.content["title"], "file": files[piece.pk]}
            told.append({"type": kind, "value": value})
        else:
            told.append({"type": piece.kind, "value": value_of(piece)})
    return LecturePage._meta.get_field("body").to_python(json.dumps(told))


def value_of(piece):
    """The stored value of a piece that is words alone."""
    content = piece.content
    if piece.kind == Kind.HEADING:
        return {"text": content["text"], "size": content.get("size", "2")}
    if piece.kind == Kind.FORMULA:
        return {"latex": content["latex"]}
    if piece.kind == Kind.TABLE:
        head, *rows = content["rows"]
        table = {
            "columns": [{"type": "text", "heading": cell} for cell in head],
            "rows": [{"values": row} for row in rows],
            "caption": "",
        }
        return {"caption": content["caption"], "table": table}
    if piece.kind in (Kind.TEXT, Kind.SPOKEN):
        return {"text": content["html"]}
    return {"title": content.get("title", ""), "text": content["html"]}


def is_for_the_full_editor(piece):
    """Whether the short screen cannot change what becomes of the piece: it is moved there, or taken out."""
    if piece.kind == Kind.PAGE:
        return True
    if piece.kind == Kind.PICTURE:
        return False
    if piece.kind == Kind.MEDIA:
        return not is_sound(piece)
    return not rows.is_written_here(piece.kind, value_of(piece))


def rendered(piece):
    """The piece exactly as pupils will see it; empty for what shows a picture, a film or a sound."""
    if piece.is_seen_or_heard:
        return ""
    block = LecturePage._meta.get_field("body").stream_block.child_blocks[piece.kind]
    return block.render(block.to_python(value_of(piece)))


def _page(piece, pictures):
    text = piece.content.get("text") or piece.content.get("alt", "")
    return {"type": "item", "id": str(uuid.uuid4()), "value": {"picture": pictures[piece.pk], "text": text}}
