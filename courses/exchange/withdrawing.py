"""An author takes a post back: a line stays in its place, and who looks after the class still reads it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.exchange.posting import NotTaken
from courses.models import Post
from lms.history import note_change

STATES = Post.State


@transaction.atomic
def withdraw(post, user):
    """Twice is as once. Raises NotTaken."""
    post = Post.objects.written_by(user).locked(post.pk)
    if post is None:
        raise NotTaken(_("This post was deleted meanwhile."))
    if post.state == STATES.WITHDRAWN:
        return
    if post.state == STATES.HIDDEN:
        if not post.student_id:
            raise NotTaken(_("This post is hidden already. The class does not read it."))
        raise NotTaken(_("Your teacher has hidden this post already. Your class does not read it."))
    post.state, post.withdrawn_at = STATES.WITHDRAWN, timezone.now()
    post.save(update_fields=["state", "withdrawn_at"])
    if not post.student_id:
        # What staff say to pupils is the school's word; that it was taken back is kept.
        note_change(user, "take a post back", post, school=post.school_class.school_id)
    post.thread.recount()
