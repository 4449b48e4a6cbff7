from django.utils.translation import gettext_lazy as _
from wagtail.models import Task


class LectureApproval(Task):
    """The step in which an approver reads a draft: whoever may publish the page may approve it."""

    class Meta:
        verbose_name = _("approval of a lecture")
        verbose_name_plural = _("approvals of lectures")

    def user_can_access_editor(self, obj, user):
        return _may_publish(obj, user)

    def locked_for_user(self, obj, user):
        # While an approver reads it, the author does not change it under their eyes.
        return not _may_publish(obj, user)

    def get_actions(self, obj, user):
        if not _may_publish(obj, user):
            return []
        return [
            ("reject", _("Return to the author"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a remark"), True),
        ]

    def on_action(self, task_state, user, action_name, **kwargs):
        """What must not be published goes back to its author, with the reasons as the remark: a quiz that
        asks what it must not, a pupil's face or name without consent, a pattern that is not filled in."""
        from courses import before_publishing

        page = task_state.revision.as_object()
        sentences = before_publishing.faults(page) if action_name == "approve" else []
        if sentences:
            task_state.reject(user=user, comment=" ".join(sentences))
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        from courses.authoring import states_to_approve

        return states_to_approve(self, user)

    @classmethod
    def get_description(cls):
        return _("Whoever may publish in the course may approve")


def _may_publish(page, user):
    return page.permissions_for_user(user).can_publish()
