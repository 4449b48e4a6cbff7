"""Kept pieces → drafts of lectures in their course, once, all in one transaction; and out again."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from courses import authoring, beginning_lectures
from courses.models import Audience, CoursePage, LecturePicture, LecturePiece
from lms import archives
from lms.models import MediaFile, Picture
from lms.models.media import Pupils
from lms.uploaded_lists import CannotApply, CannotUndo, close, close_undone, held_for_undo, hold
from lms.whole_acts import files_of_a_whole_act

from .blocks import body_of, drafts_of, is_for_the_full_editor
from .keeping import taken_over

Kind = LecturePiece.Kind
ENDINGS = {"slides": "pptx", "word": "docx", "pdf": "pdf"}
LONGEST_TITLE = 200
PIECES = {Kind.PICTURE, Kind.PAGE}


class Plan:
    """What taking a file over would do."""

    def __init__(self, kept):
        self.kept = kept
        self.pieces = list(kept.pieces.select_related("picture").defer("picture__content"))
        self.drafts = drafts_of(kept, self.pieces)

    @property
    def taken(self):
        return [piece for draft in self.drafts for piece in draft.pieces]

    @property
    def asked(self):
        """Pieces in which pupils might be recognised."""
        return [piece for piece in self.taken if piece.is_seen_or_heard]

    @property
    def for_the_full_editor(self):
        """Pieces that the short screen keeps as they are."""
        return [piece for piece in self.taken if is_for_the_full_editor(piece)]

    @property
    def wordless(self):
        return [piece for piece in self.taken if piece.lacks_words]

    @property
    def counts(self):
        out = sum(1 for piece in self.pieces if piece.is_left_out)
        lossy = sum(1 for _place, issue in self.kept.said() if issue.level == "lossy")
        return {
            "found": len(self.pieces),
            "taken": len(self.pieces) - out,
            "lossy": lossy,
            "create": len(self.drafts),
            "update": 0,
            "unchanged": 0,
            "skip": out,
        }

    left_out = ()

    def refuse(self):
        """Raise `CannotApply` for what stands in the way."""
        if self.kept.read_at is None:
            raise CannotApply(_("This file is still being read. Wait a moment, then look again."))
        if not self.drafts:
            raise CannotApply(_("Everything is left out, so there is no lecture to make."))
        if self.asked and not self.kept.pupils:
            raise CannotApply(
                _(
                    "Say first, below the pictures, whether pupils can be recognised in them; "
                    "nothing was made."
                )
            )


@transaction.atomic
def apply(kept, by):
    """Make the lectures, as drafts. Raises `CannotApply`; a second time makes nothing."""
    # Two uploads of one file, taken over at one moment, must not both become lectures.
    course = CoursePage.objects.select_for_update().get(pk=kept.course_id)
    hold(kept)
    if twin := taken_over(course, kept.file_hash):
        raise CannotApply(
            _("This very file became a lecture of the course before: «%(title)s». Nothing was made twice.")
            % {"title": twin.pages()[0].get_admin_display_title()}
        )
    plan = Plan(kept)
    plan.refuse()
    with files_of_a_whole_act() as written:
        pictures = _pictures(plan, written, by)
        files = _media(plan, written, by)
        original = _original(kept, written, by)
        pages = [_page(course, draft, pictures, files, by) for draft in plan.drafts]
        kept.original = original
        kept.made = {
            "pages": [[page.pk, page.latest_revision_id] for page in pages],
            "pictures": list(pictures.values()),
            "files": list(files.values()),
        }
        _drop_upload(kept)
        close(kept, plan, by)
    LecturePicture.objects.filter(piece__lecture_file=kept).delete()
    return plan


@transaction.atomic
def undo(kept, by):
    """Take the drafts out of the course, with all that came with them. Raises `CannotUndo`."""
    held = held_for_undo(kept)
    revisions = dict(held.made.get("pages", []))
    pages = held.pages()
    for page in pages:
        if page.live or page.first_published_at or page.latest_revision_id != revisions[page.pk]:
            raise CannotUndo(
                _(
                    "«%(title)s» was changed or published since, so nothing was undone. "
                    "Delete it in the editor."
                )
                % {"title": page.get_admin_display_title()}
            )
    for page in pages:
        page.delete()
    for model, name in ((Picture, "pictures"), (MediaFile, "files")):
        for thing in model.objects.filter(pk__in=held.made.get(name, [])):
            # Somebody may have put it into another lecture meanwhile.
            if not ReferenceIndex.get_references_to(thing).exists():
                thing.delete()
    if held.original:
        held.original.delete()
        held.original = None
        held.save(update_fields=["original"])
    close_undone(held, by)


def _page(course, draft, pictures, files, by):
    facts = {"body": body_of(draft, pictures, files)}
    if course.school_id and by and not course.permissions_for_user(by).can_add_subpage():
        # A teacher's own, as teachers_places.py says: for the own school alone.
        facts["audience"] = Audience.SCHOOL
    page = beginning_lectures.begin(course, by, draft.title[:LONGEST_TITLE], **facts)
    page.refresh_from_db()
    return page


def _pictures(plan, written, by):
    """{key of a piece: id of its Picture}; a picture that stands twice is kept once."""
    place, found, same = authoring.collection_of(plan.kept.course), {}, {}
    shown = LecturePicture.objects.filter(piece__in=[one.pk for one in plan.taken if one.kind in PIECES])
    pieces = {piece.pk: piece for piece in plan.taken}
    for one in shown.iterator(chunk_size=5):
        piece, content = pieces[one.piece_id], bytes(one.content)
        said = _pupils(plan.kept, piece)
        if (content, said) not in same:
            title = (piece.content.get("alt") or f"{plan.kept.title} {piece.place or piece.position}")[:200]
            file = ContentFile(content, name=f"bai-giang.{one.ending}")
            picture = Picture(title=title, file=file, collection=place, pupils=said, uploaded_by_user=by)
            written.append(picture.file)
            picture.save()
            picture.get_file_hash()
            same[content, said] = picture.pk
        found[piece.pk] = same[content, said]
    return found


def _media(plan, written, by):
    """{key of a piece: id of its MediaFile}: films and sounds, fetched out of the file once more."""
    wanted = [piece for piece in plan.taken if piece.kind == Kind.MEDIA]
    if not wanted:
        return {}
    with plan.kept.file.open("rb") as file:
        package = archives.Archive(file.read(), most_members=12_000)
    found = {}
    for piece in wanted:
        try:
            content = package.read(piece.content["member"])
        except archives.Refused as why:
            raise CannotApply(
                _("«%(name)s» cannot be read out of the file. Leave it out; nothing was made.")
                % {"name": piece.content["title"]}
            ) from why
        name = piece.content["name"]
        found[piece.pk] = _file(plan.kept, name, content, piece.content["title"], written, by, piece).pk
    return found


def _original(kept, written, by):
    """The file as it was, beside the pictures: for its authors, and on no page."""
    with kept.file.open("rb") as file:
        content = file.read()
    stem = kept.file_name.rpartition(".")[0] or kept.file_name
    return _file(kept, f"{stem[-60:]}.{ENDINGS[kept.format]}", content, kept.file_name, written, by)


def _file(kept, name, content, title, written, by, piece=None):
    row = MediaFile(
        title=title[:250],
        collection=authoring.collection_of(kept.course),
        uploaded_by_user=by,
        pupils=_pupils(kept, piece) if piece else "",
    )
    row.file.save(name, ContentFile(content), save=False)
    written.append(row.file)
    row._set_document_file_metadata()
    row.save()
    return row


def _pupils(kept, piece):
    """What was said of all; seen are those alone that were ticked."""
    return Pupils.SEEN if kept.pupils == Pupils.SEEN and piece.shows_pupils else Pupils.NOBODY


def _drop_upload(kept):
    name, storage = kept.file.name, kept.file.storage
    kept.file = ""
    transaction.on_commit(lambda: storage.delete(name))
