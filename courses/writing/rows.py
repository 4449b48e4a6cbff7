"""What the writing screen shows of a lecture: each piece as pupils see it, and the form that changes it."""

import uuid
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from courses import question_html
from courses.forms.writing_photos import PhotoForm
from courses.forms.writing_questions import QuestionForm
from courses.forms.writing_voices import SoundForm
from courses.forms.writing_words import ExampleForm, HeadingForm, NoteForm, TextForm
from courses.models import Question
from courses.writing import drafts, pieces, practising

FORMS = {form.kind: form for form in (HeadingForm, TextForm, NoteForm, ExampleForm, PhotoForm, SoundForm)}
# What can be added here; notes and examples are written in the full editor and changed here as well.
ADDED = ("text", "picture", "sound", "heading")
QUESTION = "question"


@dataclass
class Row:
    """A piece of the lecture. Without `form` it is shown, moved and taken out, but not changed here."""

    key: str
    kind: str
    label: str
    html: str
    was: str
    form: object = None
    asks: list = field(default_factory=list)
    # Whether questions are added to it here.
    grows: bool = False
    new_question: object = None


@dataclass
class Asked:
    """A question of a piece."""

    key: str
    html: str
    was: str
    form: object = None
    question: object = None
    # Whether it is changed in the question bank, when the form cannot.
    in_bank: bool = False


def of(draft, user):
    body = pieces.of(draft)
    drafts.keep_pieces(draft, body)
    children = {child.id: child for child in draft.body}
    return [_to_change(draft, user, piece, children.get(piece["id"])) for piece in body]


def shown(draft, key, question=""):
    """One piece, or a question of it, as it stands now, without what changes it; None when it is gone."""
    body = pieces.of(draft)
    piece = pieces.find(body, key)
    if piece is None:
        return None
    if question:
        asks = enumerate(practising.questions_of(piece), start=1)
        return next((_asked(one, number) for number, one in asks if str(one.pk) == question), None)
    drafts.keep_pieces(draft, body)
    return _row(draft, piece, next((child for child in draft.body if child.id == key), None))


def rendered(draft, key):
    """A piece as pupils read it, questions too."""
    body = pieces.of(draft)
    drafts.keep_pieces(draft, body)
    child = next((child for child in draft.body if child.id == key), None)
    return mark_safe(child.render(_context(draft, pieces.find(body, key)))) if child else ""


def new_forms(draft, user):
    """[(kind, label, form, key)] for what can be added at the end."""
    told = []
    for kind in ADDED:
        key = str(uuid.uuid4())
        form = FORMS[kind](lecture=draft, by=user, auto_id=f"{key}-%s")
        told.append((kind, form.label, form, key))
    key = str(uuid.uuid4())
    told.insert(3, (QUESTION, _("Question"), new_question(key), key))
    return told


def new_question(key):
    return QuestionForm(auto_id=f"{key}-%s", initial={"question": key, "asked": "one_choice"})


def form_for(draft, user, piece, data=None, files=None, kind=""):
    """The form for a piece as it stands, or for a new one of `kind`; None when there is no such form."""
    kind = piece["type"] if piece else kind
    made = FORMS.get(kind)
    if made is None or (piece is None and kind not in ADDED):
        return None
    before = piece["value"] if piece else {}
    initial = made.initial_of(before)
    if initial is None:
        return None
    key = piece["id"] if piece else ""
    initial["was"] = pieces.digest(piece) if piece else ""
    return made(
        data, files, lecture=draft, by=user, before=before, initial=initial, auto_id=f"{key or 'new'}-%s"
    )


def is_written_here(kind, value):
    """Whether the form of this screen can say all of a stored piece."""
    made = FORMS.get(kind)
    return made is not None and made.initial_of(value) is not None


def _to_change(draft, user, piece, child):
    row = _row(draft, piece, child)
    row.form = form_for(draft, user, piece)
    if piece["type"] == practising.BLOCK:
        questions = enumerate(practising.questions_of(piece), start=1)
        row.grows = True
        row.asks = [_to_answer(_asked(question, number), user) for number, question in questions]
        row.new_question = new_question(str(uuid.uuid4()))
    return row


def _row(draft, piece, child):
    asks = piece["type"] == practising.BLOCK and practising.questions_of(piece)
    return Row(
        key=piece["id"],
        kind=piece["type"],
        label=str(child.block.label) if child else piece["type"],
        html=mark_safe(child.render(_context(draft, piece))) if child and not asks else "",
        was=pieces.digest(piece),
    )


def _context(draft, piece):
    """As a preview: nothing is pinned for it, and whoever writes knows the keys."""
    return {"page": draft, "anchor": "", "piece": piece, "request": SimpleNamespace(is_preview=True)}


def _asked(question, number):
    # A place of its own for each: labels and fields of two questions must not be one.
    html = question_html.render_alone(question.current, str(number), place=question.pk.int % 10**9)
    return Asked(str(question.pk), html, practising.digest(question), question=question)


def _to_answer(asked, user):
    """With the form that changes it, or whether the question bank does."""
    question, version = asked.question, asked.question.current
    initial = QuestionForm.initial_of(version) if practising.may_write(question, user) else None
    if initial:
        told = {"question": question.pk, "was": asked.was}
        asked.form = QuestionForm(initial=initial | told, version=version, auto_id=f"{question.pk}-%s")
    else:
        asked.in_bank = Question.objects.open_for(user).filter(pk=question.pk).exists()
    return asked
