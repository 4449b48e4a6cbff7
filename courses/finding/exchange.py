"""Questions and boards of a class in the one box."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.exchange import showing
from courses.models import Post, Thread
from students.finders import Hit, newest, note


def find_threads(user, wanted, most):
    """By the title, the lecture asked about and the words of posts, of all that `user` may read."""
    posts = newest(Post.objects.visible_to(user).exclude(state=Post.State.GONE), "-at", "pk")
    # The title is what the first post says: where that is hidden, so is the title.
    title_is_read = Q(first_state=Post.State.SHOWN) | Q(by=user)
    told = wanted.in_words("title", "lecture__title") & title_is_read
    told |= Q(pk__in=posts.filter(wanted.in_words("words")).order_by().values("thread"))
    threads = newest(Thread.objects.visible_to(user), "-last_at", "pk").filter(told)
    return threads.select_related("lecture", "item__paper", "by", "school_class__school")


def tell_threads(threads, user):
    """No line of a post: whoever reads what a pupil wrote opens the thread, where that is noted."""
    is_pupil = bool(user.student_or_none)
    return [
        Hit(
            showing.title_of(one, user),
            reverse("courses:thread", args=[one.pk]),
            note(
                _("Class %(name)s") % {"name": one.school_class.name},
                "" if is_pupil else one.school_class.school,
                date_format(timezone.localdate(one.last_at)),
            ),
        )
        for one in threads
    ]
