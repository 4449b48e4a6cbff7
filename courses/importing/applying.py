"""Kept questions into the bank: each once, all in one transaction; and out again."""

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from courses import pictures
from courses.models import (
    ImportedOptionPicture,
    ImportedQuestion,
    Passage,
    Question,
    QuestionBank,
    QuestionVersion,
)
from lms import photos
from lms.uploaded_lists import CannotApply, CannotUndo, close, close_undone, held_for_undo, hold

from .judging import fingerprint, marks_of

CREATE, UNCHANGED, REFUSE, LEAVE = "create", "unchanged", "refuse", "leave"
SHOWN_CODES = 5


class Plan:
    """What taking a file over would do: `items`, each with its `action`."""

    def __init__(self, kept):
        self.kept = kept
        of_options = Prefetch("option_pictures", ImportedOptionPicture.objects.defer("content"))
        items = kept.items.select_related("picture", "passage").defer("picture__content")
        self.items = list(items.prefetch_related(of_options))
        known, seen = _known(kept), set()
        for item in self.items:
            marks = {item.hash}
            if item.mended_at and not _has_pictures(item):
                marks.add(fingerprint(item))
            item.action = self._action(item, marks, known, seen)
            if item.action == CREATE:
                seen |= marks

    @staticmethod
    def _action(item, marks, known, seen):
        if item.is_refused and not item.mended_at:
            return REFUSE
        if marks & known or marks & seen:
            return UNCHANGED
        return LEAVE if item.is_left_out else CREATE

    def of(self, action):
        return [item for item in self.items if item.action == action]

    @property
    def counts(self):
        """As every uploaded list counts, and as files of questions do."""
        refused = len(self.of(REFUSE))
        return {
            "found": len(self.items),
            "importable": len(self.items) - refused,
            "lossy": sum(1 for item in self.items if item.action != REFUSE and item.has_losses),
            "refused": refused,
            "create": len(self.of(CREATE)),
            "update": 0,
            "unchanged": len(self.of(UNCHANGED)),
            "skip": refused + len(self.of(LEAVE)),
        }

    left_out = ()


@transaction.atomic
def apply(kept, by):
    """Write the questions of a kept file into its bank. Raises `CannotApply`; a second time adds nothing."""
    # Two files with the same question, taken over at one moment, must not both add it.
    QuestionBank.objects.select_for_update().get(pk=kept.bank_id)
    hold(kept)
    plan = Plan(kept)
    new = plan.of(CREATE)
    passages = _passages(kept, new, by)
    told = [_parts(item) | {"passage": passages.get(item.passage_id)} for item in new]
    questions = kept.bank.add_many(told, by=by)
    for item, question in zip(new, questions, strict=True):
        item.question = question
    ImportedQuestion.objects.bulk_update(new, ["question"], batch_size=200)
    close(kept, plan, by)
    return plan


@transaction.atomic
def undo(kept, by):
    """Take the questions of a file out of the bank, if nobody used or changed one. Raises `CannotUndo`."""
    held = held_for_undo(kept)
    made = held.items.exclude(question=None).select_related("question__current", "question__bank")
    stays = [item.question.code for item in made if _is_in_use(item)]
    if stays:
        raise CannotUndo(
            _(
                "Some questions are asked in a paper or were changed since: %(codes)s. So nothing was "
                "undone. Retire the questions that you do not want."
            )
            % {"codes": ", ".join(stays[:SHOWN_CODES]) + (" …" if len(stays) > SHOWN_CODES else "")}
        )
    questions = Question.objects.filter(pk__in=[item.question_id for item in made])
    shown = [picture for item in made for picture in item.question.current.pictures()]
    questions.update(current=None)
    QuestionVersion.objects.filter(question__in=questions).delete()
    questions.delete()
    for picture in shown:
        QuestionVersion.drop_picture_if_unused(picture)
    Passage.objects.filter(pk__in=held.passages.values("made"), used_at=None, versions=None).delete()
    close_undone(held, by)


def _passages(kept, items, by):
    """{key of the passage as it waits: the bank's}; one that the bank has with these words is taken."""
    wanted = {item.passage_id: item.passage for item in items if item.passage_id}
    known = {one.text: one for one in kept.bank.passages.current()} if wanted else {}
    found = {}
    for key, one in wanted.items():
        if one.text not in known:
            known[one.text] = one.made = Passage.objects.write(kept.bank, by, title=one.title, text=one.text)
            one.save(update_fields=["made"])
        found[key] = known[one.text]
    return found


def _has_pictures(item):
    return hasattr(item, "picture") or bool(item.option_pictures.all())


def _known(kept):
    """The marks of all that the bank has: as it stands now, and as files said it."""
    versions = (
        QuestionVersion.objects.filter(question__bank=kept.bank)
        .select_related("picture", "passage")
        .prefetch_related("option_pictures__picture")
    )
    told = ImportedQuestion.objects.filter(question__bank=kept.bank, question_import__bank=kept.bank)
    said = {
        fingerprint(version, marks_of(_shown(version)), alone)
        for version in versions
        for alone in (False, True)
    }
    return said | set(told.values_list("hash", flat=True))


def _shown(version):
    own = [("", version.picture.file_hash)] if version.picture_id else []
    return own + [(one, shown.file_hash) for one, shown in version.pictures_of_options().items()]


def _parts(item):
    """What the version of an item says; its picture is kept now."""
    told = ("kind", "text", "content", "key", "feedback", "topic", "curriculum")
    parts = {name: getattr(item, name) for name in told}
    parts["level"] = item.level or QuestionVersion.Level.RECOGNISE
    if hasattr(item, "picture"):
        alt = item.alt or _("Picture of the question")
        parts |= {"picture": _picture(item, item.picture, alt), "alt": alt}
    words = {one["id"]: one["text"] for one in item.content.get("options", [])}
    parts["option_pictures"] = {
        one.option: _picture(item, one, words[one.option])
        for one in item.option_pictures.all()
        if one.option in words
    }
    return parts


def _picture(item, shown, title):
    try:
        file = pictures.file_for_question(bytes(shown.content))
    except (photos.Unreadable, photos.TooManyPixels) as why:
        raise CannotApply(
            _(
                "The picture of question %(ref)s is damaged. Leave this question out, or mend the file; "
                "nothing was taken over."
            )
            % {"ref": item.ref}
        ) from why
    return pictures.keep_for_question(file, title)


def _is_in_use(item):
    version = item.question.current
    is_changed = any(
        getattr(version, name) != getattr(item, name) for name in ("text", "content", "key", "feedback")
    )
    moved = item.question.bank_id != item.question_import.bank_id
    return version.used_at is not None or version.number > 1 or is_changed or moved
