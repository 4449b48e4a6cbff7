"""Short lectures outside the back office: one page with a form for each piece.

The same addresses serve the plain forms and `js/lecture-writer.js`, which sends them as they stand and asks
for JSON. Everything is safe to send again: a piece has its id from the browser, and says which wording it is
based on.
"""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import teachers_places, weight
from courses.forms.writing import HeadForm, NewLectureForm
from courses.media.back_office import not_light_yet
from courses.views.writing_changes import ACT, changed, page_of, page_to_change, refused
from courses.views.writing_sending import state_of
from courses.writing import drafts, rows, undoing
from lms.kept_pages import keep_for
from students.abilities import requires

MOST_SHOWN = 30


@requires(ACT)
@never_cache
@require_safe
def index(request):
    """What I write: drafts first, then what is published."""
    found = teachers_places.lectures_of(request.user).filter(owner=request.user).defer("body")
    newest = found.order_by("live", "-latest_revision_created_at")
    context = {"lectures": newest[:MOST_SHOWN], "more": max(0, newest.count() - MOST_SHOWN)}
    return render(request, "courses/writing/index.html", context)


@requires(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A title and a course; the pieces follow."""
    courses = teachers_places.courses_open_for(request.user)
    form = NewLectureForm(request.POST or None, courses=courses)
    if request.method == "POST" and form.is_valid():
        page = drafts.begin(by=request.user, **form.cleaned_data)
        return redirect("courses:writing", page.translation_key)
    context = {
        "form": form,
        "may_write": courses.exists(),
        "may_open": teachers_places.may_open_places(request.user),
    }
    return render(request, "courses/writing/new.html", context, status=422 if form.is_bound else 200)


@requires(ACT)
@never_cache
@require_safe
def write(request, uid):
    """The lecture, piece by piece, with what can be done with it now."""
    page = page_of(request.user, uid)
    draft, user = drafts.of(page), request.user
    locked = drafts.why_locked(page, user)
    if not drafts.may_change(page, user):
        locked = locked or _("You may read this lecture here, but not change it.")
    failed, waiting = not_light_yet(draft)
    size, too_heavy = weight.told(draft.body)
    context = {
        "page": page,
        "draft": draft,
        "failed": failed,
        "waiting": waiting,
        "rows": rows.of(draft, user),
        "head": HeadForm(initial=_head_of(draft), auto_id="head-%s"),
        "adds": [] if locked else rows.new_forms(draft, user),
        "locked": locked,
        "undo": _undo_of(request, page),
        "weight": size,
        "too_heavy": too_heavy,
        **state_of(page, draft, user),
    }
    return keep_for(user, render(request, "courses/writing/write.html", context))


@requires(ACT)
@never_cache
@require_safe
def preview(request, uid):
    """The whole lecture as pupils will read it."""
    draft = drafts.of(page_of(request.user, uid))
    # As in the preview of the back office: nothing is pinned, and what makes it heavy is told.
    request.is_preview = True
    return render(request, "courses/writing/preview.html", draft.get_context(request))


@requires(ACT)
@require_POST
def head(request, uid):
    """Title, summary, minutes."""
    page = page_to_change(request.user, uid)
    before = drafts.of(page)
    form = HeadForm(request.POST, initial=_head_of(before), auto_id="head-%s")
    if not form.is_valid():
        return refused(request, page, form, _("Title of the lecture"))

    def act(draft):
        told = {name: form.cleaned_data[name] for name in drafts.HEAD}
        if told == {name: getattr(draft, name) for name in drafts.HEAD}:
            return False
        if form.cleaned_data["was"] != drafts.head_digest(draft):
            raise drafts.clash(draft, {"id": "head", "type": "head", "value": _head_of(draft)})
        for name, value in told.items():
            setattr(draft, name, value)
        return None

    return changed(request, page, act, form=form, key="head", draft=before)


def _head_of(draft):
    told = {name: getattr(draft, name) for name in drafts.HEAD}
    return {**told, "licence": draft.licence_id, "was": drafts.head_digest(draft)}


def _undo_of(request, page):
    told = request.GET.get("undo", "")
    return told if undoing.read(told, page) else ""
