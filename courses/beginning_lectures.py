"""How every lecture begins: empty, from a pattern, out of a file, as a copy; a draft under its course."""

from django.db import transaction
from wagtail.models import PageSubscription

from courses.models import Audience, LecturePage
from courses.models.credits import signature
from lms.history import note_change


@transaction.atomic
def begin(course, by, title, act="", told=None, fill=None, **facts):
    """A draft of `by` in `course`, signed, with its first revision, noted as `act` (with what is `told`).

    `fill(page)` writes what can only be written once the page lies in its course. `facts`: its fields.
    """
    page = LecturePage(title=title, owner=by, live=False, **facts)
    if by:
        page.authors = signature(by, course.school)
    course.add_child(instance=page)
    if fill:
        fill(page)
    page.save_revision(user=by, log_action=True)
    if by:
        # As for every page that somebody makes in the editor: what colleagues remark reaches the author.
        PageSubscription.objects.create(page=page, user=by, comment_notifications=True)
    if act:
        note_change(by=by, act=act, thing=page, after=told, school=course.school_id)
    return page


def near(course):
    """For whom a teacher's own lecture is until somebody opens it wider."""
    return Audience.SCHOOL if course.school_id else Audience.SIGNED_IN
