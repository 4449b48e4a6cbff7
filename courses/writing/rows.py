"""What the writing screen shows of a lecture: each piece as pupils see it, and the form that changes it."""

import uuid
from dataclasses import dataclass, field

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from courses import papers
from courses.forms.writing import ADDED, FORMS
from courses.forms.writing_questions import QuestionForm
from courses.writing import drafts, pieces, practising

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
    form: object
    # Where it is changed when the form cannot.
    question: object = None


def of(draft, user):
    body = pieces.of(draft)
    drafts.keep_pieces(draft, body)
    children = {child.id: child for child in draft.body}
    return [_row(draft, user, piece, children.get(piece["id"])) for piece in body]


def one(draft, user, key):
    return next((row for row in of(draft, user) if row.key == key), None)


def asked(row, key):
    return next((one for one in row.asks if one.key == str(key)), None) if row else None


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


def _row(draft, user, piece, child):
    quiz = practising.quiz_of(piece) if piece["type"] == "practice" else None
    row = Row(
        key=piece["id"],
        kind=piece["type"],
        label=str(child.block.label) if child else piece["type"],
        html=mark_safe(child.render({"page": draft, "anchor": ""})) if child and not quiz else "",
        was=pieces.digest(piece),
        form=form_for(draft, user, piece),
    )
    if quiz:
        row.grows = practising.may_write(quiz, user)
        for number, question in enumerate(practising.questions_of(quiz), start=1):
            row.asks.append(_asked(question, number, row.grows))
        key = str(uuid.uuid4())
        row.new_question = new_question(key) if row.grows else None
    return row


def _asked(question, number, may_write):
    version = question.current
    initial = QuestionForm.initial_of(version) if may_write else None
    told = {"question": question.pk, "was": practising.digest(question)}
    form = initial and QuestionForm(initial=initial | told, version=version, auto_id=f"{question.pk}-%s")
    # A place of its own for each: labels and fields of two questions must not be one.
    html = papers.render_alone(version, str(number), place=question.pk.int % 10**9)
    return Asked(str(question.pk), html, told["was"], form or None, question)
