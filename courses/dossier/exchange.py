"""What the pupil asked and wrote on boards, and pictures that show the pupil."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.exchange import showing
from students.dossier import table


def tables(student):
    yield table(
        "posts",
        _("questions and posts"),
        student.posts.select_related("thread__lecture", "thread__item__paper", "decided_by").order_by(
            "at", "pk"
        ),
        thread=(_("what it is about"), lambda post: post.thread.title or showing.about_of(post.thread)),
        at=(_("written"), "at"),
        words=(_("in your words"), "words"),
        files=(_("photos and recordings"), lambda post: len(post.file_ids)),
        state=(_("state"), "state"),
        reason=(_("reason"), "reason"),
        named_at=(_("with the name"), _named_at),
        withdrawn_at=(pgettext("post", "taken back"), "withdrawn_at"),
    )
    yield table(
        "post_reports",
        _("posts that the pupil reported"),
        student.flags.order_by("at", "pk"),
        at=(_("reported on"), "at"),
        kind=(_("what is not right"), "kind"),
        words=(_("in your words"), "words"),
        settled_at=(_("looked at"), "settled_at"),
    )
    yield table(
        "mutes",
        _("days on which the pupil only read on the boards"),
        student.mutes.select_related("by").order_by("at"),
        at=(_("from"), "at"),
        until=(_("up to and including"), "until"),
        reason=(_("reason"), "reason"),
        by=(_("said by"), "by"),
        lifted_at=(_("ended"), "lifted_at"),
    )
    yield table(
        "pictures",
        _("Pictures in which the pupil can be recognised"),
        student.pictures.select_related("picture").order_by("said_at"),
        picture=(_("picture"), "picture.title"),
        said_at=_("written down"),
        withheld_at=(_("taken off the pages"), "picture.withheld_at"),
    )


def _named_at(post):
    """Since when the class may read who asked; said once, with the question itself."""
    return post.thread.named_at if post.pk == post.thread_id else None
