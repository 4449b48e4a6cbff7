"""What an author or approver finds first in the back office: what to mend, where to write."""

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses import publicity
from courses.models import CoursePage

# Wagtail's list of what was sent in; ours says beside it why something came back.
REPLACED = "user_objects_in_workflow_moderation"
MOST_COURSES = 24


class SentIn(Component):
    """Lectures that this person sent to be approved: first those to mend, with the remark."""

    template_name = "courses/authoring/sent_in.html"
    order = 150

    def get_context_data(self, parent_context):
        return {"sent_in": sent_in_by(parent_context["request"].user)}


class TakenOff(Component):
    """What a missing consent took off: pictures, and whole pages that name a pupil."""

    template_name = "courses/authoring/taken_off.html"
    order = 140

    def get_context_data(self, parent_context):
        pages = PagePermissionPolicy().explorable_instances(parent_context["request"].user)
        return {
            "taken_off": publicity.withheld_on_pages(pages),
            "taken_down": publicity.taken_down(pages),
        }


class Courses(Component):
    """The courses in which this person may write, each with its two buttons."""

    template_name = "courses/authoring/courses.html"
    order = 230

    def get_context_data(self, parent_context):
        courses = courses_of(parent_context["request"].user)
        return {"courses": courses[:MOST_COURSES], "more": len(courses) > MOST_COURSES}


def arrange(panels):
    """Put ours among Wagtail's."""
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") != REPLACED]
    panels += [TakenOff(), SentIn(), Courses()]


def sent_in_by(user):
    """(page, where it stands, who gave it back, why), what came back first."""
    open_states = WorkflowState.objects.active().filter(requested_by=user)
    rows = []
    for state in open_states.select_related("current_task_state__finished_by"):
        page, step = state.content_object, state.current_task_state
        if page and step:
            rows.append({"page": page, "step": step, "returned": step.status == TaskState.STATUS_REJECTED})
    return sorted(rows, key=lambda row: (not row["returned"], -row["step"].started_at.timestamp()))


def courses_of(user):
    """Courses in which `user` may write, in the order of the subjects; one more than are shown."""
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    found = CoursePage.objects.filter(pk__in=allowed.values("pk")).select_related("school").order_by("path")
    return list(found.only("title", "path", "depth", "translation_key", "school__name")[: MOST_COURSES + 1])


def why_it_came_back(page):
    """A sentence about the remark with which `page` was given back, or None."""
    step = _given_back(page)
    if step is None:
        return None
    told = {"who": step.finished_by, "comment": step.comment}
    if step.comment:
        return _("%(who)s gave this back: “%(comment)s”. Mend it, then submit it again.") % told
    return _("%(who)s gave this back without a remark. Mend it, then submit it again.") % told


def why_it_was_not_approved(page):
    """A sentence for who approved `page`, which the rules gave back to its author instead; or None."""
    step = _given_back(page)
    if step is None:
        return None
    return _("The page is not published; it went back to its author: %(why)s") % {"why": step.comment}


def overwritten_by(page, user, loaded_at):
    """What a colleague saved after `user` opened the page (`loaded_at`), written over just now by `user`:
    that revision, which the history keeps, or None."""
    others = page.revisions.filter(created_at__gt=loaded_at, pk__lt=page.latest_revision_id or 0)
    return others.exclude(user=user).exclude(user=None).order_by("-created_at").first()


def _given_back(page):
    state = page.current_workflow_state
    step = state.current_task_state if state else None
    return step if step and step.status == TaskState.STATUS_REJECTED else None
