"""What goes of the exchange: one pupil's posts, and whole threads when their time is over."""

from django.db import transaction

from courses.exchange import files
from courses.models import Flag, Post, PostFile, PostPiece, Thread


@transaction.atomic
def forget_of(student):
    """The words, photos and recordings of one pupil; in a thread of others «deleted» stands in their place.
    How many posts went."""
    threads = set(student.posts.values_list("thread", flat=True)) | set(
        student.threads.values_list("pk", flat=True)
    )
    _hold(Thread.objects.filter(pk__in=threads))
    files.forget(PostFile.objects.filter(student=student))
    PostPiece.objects.filter(student=student).delete()
    Flag.objects.filter(student=student).delete()
    Flag.objects.filter(post__student=student).update(words="")
    # A question is its pupil's own; what the teacher said to it speaks of it.
    own = Thread.objects.questions().filter(student=student, shared_at=None)
    count = student.posts.count()
    forget_threads(own)
    gone = {"words": "", "file_ids": [], "found": "", "reason": "", "rule": "", "state": Post.State.GONE}
    student.posts.update(**gone, by=None, student=None)
    student.threads.update(title="", by=None, student=None)
    for thread in Thread.objects.filter(pk__in=threads):
        thread.recount()
    return count


def _hold(threads):
    """As everywhere: the thread before its posts, and threads in one order (`PostQuerySet.locked`)."""
    list(threads.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def forget_threads(threads):
    """Delete whole threads with their files; how many."""
    count = 0
    for thread in list(threads):
        with transaction.atomic():
            _hold(Thread.objects.filter(pk=thread.pk))
            files.forget(PostFile.objects.filter(post_key__in=thread.posts.values("pk")))
            thread.delete()
        count += 1
    return count
