"""The pieces of a lecture that is being written: put, asked, taken out, brought back, moved."""

import uuid

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.forms.writing_questions import QuestionForm
from courses.views.writing_changes import ACT, changed, page_to_change, refused
from courses.writing import drafts, pieces, practising, rows, undoing
from students.abilities import requires


@requires(ACT)
@require_POST
def piece(request, uid, key):
    """Write a piece anew, or a new one behind another; so too a question of a piece."""
    page = page_to_change(request.user, uid)
    if request.POST.get("kind") == rows.QUESTION:
        return _question(request, page, key)
    draft = drafts.of(page)
    there = pieces.find(pieces.of(draft), key)
    if there is None and not _is_uuid(key):
        raise Http404
    form = rows.form_for(draft, request.user, there, request.POST, request.FILES, request.POST.get("kind"))
    if form is None:
        raise Http404
    if not form.is_valid():
        form.keep_uploads()
        return refused(request, page, form, form.label, key)

    def make(stands):
        if stands and stands["type"] != form.kind:
            return None
        form.before = stands["value"] if stands else {}
        return form.stored()

    def act(now):
        return drafts.put(now, key, form.cleaned_data["was"], make, form.cleaned_data["after"])

    return changed(request, page, act, form=form, key=key, draft=draft)


@requires(ACT)
@require_POST
def drop(request, uid, key):
    """Take a piece out, or a question of it; the answer holds what brings it back."""
    page = page_to_change(request.user, uid)
    question = request.POST.get("question", "")
    before = page.latest_revision_id

    def act(draft):
        body = pieces.of(draft)
        there = pieces.find(body, key)
        left = practising.without(there, question) if question and there else None
        if left is None:
            return drafts.drop(draft, key, "" if question else request.POST.get("was", ""))
        drafts.keep_pieces(draft, pieces.put(body, left))
        return None

    undo = undoing.token(uid, before, key, question)
    return changed(request, page, act, key=key, anew=True, undo=undo)


@requires(ACT)
@require_POST
def restore(request, uid):
    """Bring back what was taken out."""
    page = page_to_change(request.user, uid)
    told = undoing.read(request.POST.get("undo", ""), page)
    if told is None:
        raise Http404
    revision, key, question = told
    then = pieces.of(revision.as_object())
    gone = pieces.find(then, key)
    if gone is None:
        raise Http404

    def act(draft):
        body = pieces.of(draft)
        if (there := pieces.find(body, key)) is None:
            before = pieces.before(then, key)
            body = pieces.put(body, gone, before) if before else [gone, *body]
        elif asked := next((one for one in practising.questions_of(gone) if str(one.pk) == question), None):
            body = pieces.put(body, practising.asking(there, asked.code, key))
        else:
            return False
        drafts.keep_pieces(draft, body)
        return None

    return changed(request, page, act, key=key)


@requires(ACT)
@require_POST
def order(request, uid):
    """One piece up or down (`piece`, `way`), or all of them in the order of `ids`."""
    page = page_to_change(request.user, uid)
    key = request.POST.get("piece", "")

    def act(draft):
        body = pieces.of(draft)
        if "ids" in request.POST:
            told = pieces.ordered(body, request.POST["ids"].split()[:500])
        else:
            told = pieces.moved(body, key, request.POST.get("way"))
        if told == body:
            return False
        drafts.keep_pieces(draft, told)
        return None

    return changed(request, page, act, key=key)


def _question(request, page, key):
    """A question of the piece `key`, which may be new."""
    before_it = drafts.of(page)
    stands = _asked_in(before_it, key)
    before = stands.get(request.POST.get("question", ""))
    form = QuestionForm(request.POST, version=before and before.current, auto_id=f"{key}-%s")
    if not _is_uuid(key) or (before and not practising.may_write(before, request.user)):
        raise Http404
    if not form.is_valid():
        return refused(request, page, form, _("Question"), key)
    told, said = form.cleaned_data, form.said()

    def act(draft):
        body = pieces.of(draft)
        there = pieces.find(body, key)
        if there and there["type"] != practising.BLOCK:
            raise Http404
        question = _asked_in(draft, key).get(str(told["question"]))
        if told["was"] and question is None:
            raise drafts.clash(draft, None)
        same = question and practising.says(question) == {**practising.says(question), **said}
        if question and practising.digest(question) != told["was"] and not same:
            raise drafts.clash(draft, there)
        try:
            course = page.get_parent().specific
            question = practising.write(course, told["question"], said, request.user, stands=bool(question))
        except practising.QuestionElsewhere as why:
            raise Http404 from why
        drafts.keep_pieces(
            draft, pieces.put(body, practising.asking(there, question.code, key), told["after"])
        )

    return changed(request, page, act, form=form, key=key, question=str(told["question"]), draft=before_it)


def _asked_in(draft, key):
    """{id: Question} of one piece."""
    found = practising.questions_of(pieces.find(pieces.of(draft), key))
    return {str(question.pk): question for question in found}


def _is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
