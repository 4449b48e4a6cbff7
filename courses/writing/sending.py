"""What a lecture lacks before it is published, who publishes it, and taking it back."""

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import WorkflowState

from courses import before_publishing, teachers_places
from courses.models import LecturePage
from courses.writing import drafts
from lms.history import note_change
from students.models import Role

# So many names of approvers are told.
MOST_NAMES = 3


class Unfinished(Exception):  # noqa: N818 – it is an answer, not an accident
    """Something is missing: `missing` says what."""


def missing(draft, user, shown=None):
    """Sentences about what is to be done before the lecture goes out; none is fine."""
    return before_publishing.faults(draft, user, shown)


def way_for(page, draft, user):
    """How `draft` goes out when `user` sends it: "publish", "submit" (others approve), "" (it cannot)."""
    rights = page.permissions_for_user(user)
    if rights.can_publish():
        return "publish"
    if teachers_places.is_own(page, user, draft):
        return "submit" if _approvers_at(page.school_id).exists() and page.get_workflow() else "publish"
    return "submit" if rights.can_submit_for_moderation() else ""


def authors_of(page):
    """Names of those who write in all lectures of the page's school, for whoever cannot."""
    today = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.AUTHOR)
    roles = today.filter(school=page.school_id).select_related("user")[:MOST_NAMES] if page.school_id else []
    return list(dict.fromkeys(str(role.user) for role in roles))


def approvers_of(page):
    """Names of those who may approve it, nearest first; and how many more there are."""
    today = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.APPROVER)
    school = page.school
    near = list(today.filter(school=school)) if school else []
    near += list(today.filter(place=school.commune_id)) if school else []
    near += list(today.filter(place__level="province"))
    names = list(dict.fromkeys(str(role.user) for role in near))
    return names[:MOST_NAMES], max(0, len(names) - MOST_NAMES)


@transaction.atomic
def send(page, user):
    """Publish it, or send it in to be approved; which of both. Raises Unfinished and drafts.Locked.

    What is asked is asked of the very revision that goes out, while nobody else can write another.
    """
    page = LecturePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if sentence := drafts.why_locked(page, user):
        raise drafts.Locked(sentence)
    revision = page.get_latest_revision()
    draft = revision.as_object()
    if missing(draft, user):
        raise Unfinished
    way = way_for(page, draft, user)
    if way == "publish":
        # Who may is asked in `way_for`: a teacher's own lecture needs no rights in the back office.
        revision.publish(user=user, skip_permission_checks=True)
    elif way == "submit":
        state = page.current_workflow_state
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user)
        else:
            page.get_workflow().start(page, user)
        note_change(by=user, act="send a lecture in", thing=page)
    return way


@transaction.atomic
def take_back(page, user):
    """Out of approval, or off the site; "" when there is nothing to take back, or `user` may not."""
    state = page.current_workflow_state
    if state and page.workflow_in_progress:
        if state.requested_by_id == user.pk or page.permissions_for_user(user).can_publish():
            state.cancel(user=user)
            return "submitted"
        return ""
    if page.live and (teachers_places.is_own(page, user) or page.permissions_for_user(user).can_unpublish()):
        # Who may is asked above, as when it is sent.
        UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
        return "published"
    return ""


def _approvers_at(school_id):
    return Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.APPROVER, school=school_id)
