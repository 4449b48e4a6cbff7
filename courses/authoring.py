"""Who may write where: groups, page rights and the approval workflow, all following the roles."""

from wagtail.models import TaskState


def states_to_approve(task, user):
    """Open states of `task` whose page `user` may publish."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=task.task_ptr)
    allowed = [
        state.pk
        for state in states.select_related("workflow_state")
        if (page := state.workflow_state.content_object) and page.permissions_for_user(user).can_publish()
    ]
    return states.filter(pk__in=allowed)
