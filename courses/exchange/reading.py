"""A pupil has read an answer: said by a button, or by the page itself through the outbox."""

from django.db.models import Q

from courses.models import Post, Thread


def read(user, key):
    """Note that the pupil `user` has read the own question up to the post `key`, in any order and any number
    of times: the newest counts. False: there is no such post."""
    student = user.student_or_none
    asked = Thread.objects.questions().filter(student=student) if student else Thread.objects.none()
    post = Post.objects.visible_to(user).filter(pk=key, thread__in=asked.values("pk")).first()
    if post is None:
        return False
    older = Q(seen_at=None) | Q(seen_at__lt=post.at)
    Thread.objects.filter(older, pk=post.thread_id).update(seen_at=post.at)
    return True
