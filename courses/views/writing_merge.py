"""Two have saved one lecture: piece by piece both wordings, and of each the one that is to stand."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.views.writing_changes import ACT, page_to_change
from courses.writing import drafts, merging, pieces, rows
from students.abilities import requires

# What stands above the pieces, as readers see it.
FIELDS = (
    "title", "summary", "objectives", "minutes", "language", "audience", "opens_on",
    "authors", "sources", "licence", "licence_holder",
)  # fmt: skip
CHOICES = (merging.THEIRS, merging.MINE, merging.BOTH)


class SavedAgain(Exception):  # noqa: N818 – it is an answer, not an accident
    """What was put together is not what stands there by now."""


@requires(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, uid, theirs, mine):
    """`theirs` and `mine` are revisions of the lecture, both kept; what is chosen becomes a third."""
    page = page_to_change(request.user, uid)
    where = _back(request, page)
    if sentence := drafts.why_locked(page, request.user):
        messages.error(request, sentence)
        return redirect(where)
    one, other = _revision(page, theirs), _revision(page, mine)
    if page.latest_revision_id != other.pk:
        return _saved_again(request, where)
    base = _base(request, page)
    bodies = [pieces.of(draft) for draft in (base, one.as_object(), other.as_object()) if draft is not None]
    before, of_theirs, of_mine = bodies if base else [[], *bodies]
    found = merging.differences(before, of_theirs, of_mine)
    fields = list(_fields(base, one.as_object(), other.as_object()))
    if request.method == "POST":
        body = merging.merged(of_theirs, of_mine, _chosen(request, found))
        try:
            _keep(request, page, other, fields, body)
        except SavedAgain:
            return _saved_again(request, where)
        except drafts.Locked as why:
            messages.error(request, str(why))
            return redirect(where)
        messages.success(
            request, _("Put together. Both wordings of before are kept in the history of the page.")
        )
        return redirect(where)
    context = {
        "page": page,
        "back": where,
        "who": one.user,
        "at": one.created_at,
        "fields": [
            (field, _said(theirs, field), _said(mine, field), suggested)
            for field, theirs, mine, suggested in fields
        ],
        "differences": [
            (number, one_of, _shown(one, one_of.theirs), _shown(other, one_of.mine))
            for number, one_of in enumerate(found, start=1)
        ],
    }
    return render(request, "courses/writing/merge.html", context)


def _saved_again(request, where):
    messages.info(request, _("This lecture was saved again since, so nothing was put together here."))
    return redirect(where)


def _keep(request, page, mine, fields, body):
    """Raises SavedAgain."""

    def act(draft):
        # Asked behind the lock: somebody may have saved since this page was opened.
        if draft.latest_revision_id != mine.pk:
            raise SavedAgain
        for field, theirs, _mine, suggested in fields:
            if request.POST.get(f"field-{field.name}", suggested) == merging.THEIRS:
                setattr(draft, field.attname, getattr(theirs, field.attname))
        drafts.keep_pieces(draft, body)

    drafts.change(page, request.user, act, anew=True)


def _chosen(request, found):
    told = {one.key: request.POST.get(f"piece-{one.key}") for one in found}
    return {one.key: told[one.key] if told[one.key] in CHOICES else one.suggested for one in found}


def _fields(base, theirs, mine):
    """(field, their draft, mine, what is suggested) of what stands above the pieces and differs."""
    for name in FIELDS:
        field = mine._meta.get_field(name)
        told = [getattr(draft, field.attname) if draft else None for draft in (base, theirs, mine)]
        if told[1] != told[2]:
            suggested = merging.suggested(*told, lambda one, other: one == other)
            yield field, theirs, mine, merging.MINE if suggested == merging.BOTH else suggested


def _said(draft, field):
    """What a draft says in a field, as people read it."""
    value = getattr(draft, field.name)
    if field.choices:
        return getattr(draft, f"get_{field.name}_display")()
    return date_format(value, "d/m/Y") if isinstance(value, date) else value


def _shown(revision, piece):
    """A piece of a revision as pupils read it."""
    return rows.rendered(revision.as_object(), piece["id"]) if piece else ""


def _base(request, page):
    key = request.GET.get("base", "")
    found = page.revisions.filter(pk=key).first() if key.isdecimal() and len(key) < 18 else None
    return found.as_object() if found else None


def _revision(page, key):
    found = page.revisions.select_related("user").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _back(request, page):
    if page.permissions_for_user(request.user).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("courses:writing", args=[page.translation_key])
