"""What waits for whoever looks after classes, for the own room."""

from django.db.models import Count, OuterRef, Q, Subquery

from courses.exchange import asking, showing
from courses.mistakes import placed
from courses.models import Post, Thread


def counts_for(user):
    """{questions, posts, reports} of the classes that `user` looks after."""
    posts = Post.objects.looked_after_by(user)
    return {
        "questions": Thread.objects.looked_after_by(user).waiting().count(),
        "posts": posts.to_decide().count(),
        "reports": posts.flagged().count(),
    }


def by_class(user):
    """{class id: how many questions and posts wait}."""
    waiting = {}
    for rows in (
        Thread.objects.looked_after_by(user).waiting(),
        Post.objects.looked_after_by(user).to_decide(),
    ):
        for key, n in rows.order_by().values_list("school_class").annotate(n=Count("pk")):
            waiting[key] = waiting.get(key, 0) + n
    return waiting


def questions_for(user, most):
    """The questions that wait longest for `user`, in few queries. Each has `since` (when it began to wait),
    `about` and `place` (what it is about, and which part of that), `asked` (the question on a paper), and the
    posts `first` and `last`: the same where nothing was added."""
    of_pupil = Post.objects.filter(thread=OuterRef("pk"), state=Post.State.SHOWN).exclude(student=None)
    unanswered = of_pupil.filter(Q(thread__staff_at=None) | Q(at__gt=OuterRef("staff_at")))
    waiting = Thread.objects.looked_after_by(user).waiting()
    threads = placed(
        waiting.annotate(
            since=Subquery(unanswered.order_by("at").values("at")[:1]),
            last_key=Subquery(of_pupil.order_by("-at", "-pk").values("pk")[:1]),
        )
        .select_related("lecture", "item__paper", "item__version", "school_class")
        .order_by("since", "pk")[:most]
    )
    keys = {key for thread in threads for key in (thread.pk, thread.last_key)}
    posts = Post.objects.filter(pk__in=keys, state=Post.State.SHOWN).select_related(
        "thread", "by", "student", "school_class__school"
    )
    shown = {post.pk: post for post in showing.told(posts, user)}
    for thread in threads:
        thread.about, thread.asked = showing.about_of(thread), showing.asked_of(thread, user)
        thread.part = asking.part_of(thread.lecture, thread.block) if thread.place else ""
        thread.last = shown.get(thread.last_key)
        thread.first = shown.get(thread.pk, thread.last)
    return threads
