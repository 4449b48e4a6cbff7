"""A written lecture goes out: published or sent in, and taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses import next_steps
from courses.models import GivenWork
from courses.views.writing_changes import ACT, page_of, page_to_change
from courses.writing import sending
from courses.writing.drafts import Locked
from courses.writing_desk import why_it_came_back
from students.abilities import requires


@requires(ACT)
@require_POST
def send(request, uid):
    """Publish it, or send it in; what is missing is told instead."""
    page = page_to_change(request.user, uid)
    try:
        way = sending.send(page, request.user)
    except Locked as why:
        messages.error(request, str(why))
        return redirect("courses:writing", uid)
    except sending.Unfinished:
        messages.error(request, _("Not sent yet: see below what is missing."))
        return redirect(f"{reverse('courses:writing', args=[uid])}#send")
    if not way:
        raise Http404
    if way == "publish":
        messages.success(request, _("Published. Now it can be given to a class."))
    else:
        names, more = sending.approvers_of(page)
        told = {"names": ", ".join(names) + (" …" if more else "")}
        messages.success(request, _("Sent in. It is approved by: %(names)s.") % told)
    return redirect(f"{reverse('courses:writing', args=[uid])}#send")


@requires(ACT)
@require_POST
def take_back(request, uid):
    """Out of approval, or off the site; what pupils did stays."""
    page = page_of(request.user, uid)
    what = sending.take_back(page, request.user)
    if what == "submitted":
        messages.success(request, _("Taken back. You can go on writing."))
    elif what == "published":
        messages.success(request, _("Taken off the site. What pupils have done is kept; the draft is here."))
    else:
        messages.error(request, _("There is nothing to take back."))
    return redirect("courses:writing", uid)


def state_of(page, draft, user):
    """What is missing, how it goes out and to whom, and what follows."""
    names, more = sending.approvers_of(page)
    given = GivenWork.objects.open().filter(page=page).select_related("school_class")
    return {
        "missing": sending.missing(draft, user),
        "way": sending.way_for(page, draft, user),
        "approvers": names,
        "more_approvers": more,
        "waits": page.workflow_in_progress,
        "changed": page.live and page.has_unpublished_changes,
        "steps": next_steps.steps_for(user, page),
        "given_to": sorted({work.school_class.name for work in given}),
        "came_back": why_it_came_back(page),
        "copied_from": getattr(page, "copied_from", None),
        "editors": sending.authors_of(page),
        "full_editor": page.permissions_for_user(user).can_edit(),
    }
