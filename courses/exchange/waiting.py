"""What waits for whoever looks after classes, counted for the own room."""

from django.db.models import Count

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
