"""10,000 questions, threads and notices of one school, for measuring the one box: written in bulk."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from courses.models import Post, Thread
from home.demo.many_lectures import SYLLABLES, TOPICS
from students.models import Notice, Role, SchoolClass

WORDS = 10_000
LENGTH = 40


def load(scale=1.0):
    """Half of them talk of the classes that the first teacher has, half notices of the school."""
    role = Role.objects.filter(kind=Role.Kind.TEACHER).order_by("pk").first()
    classes = list(SchoolClass.objects.visible_to(role.user).order_by("pk"))
    chance, now = Random("words"), timezone.now()
    threads, posts, notices = [], [], []
    for number in range(round(WORDS * scale / 2)):
        title = f"{chance.choice(TOPICS)} {number}"
        at = now - timedelta(minutes=5 * number)
        thread = Thread(
            kind=Thread.Kind.TOPIC,
            school_class=chance.choice(classes),
            title=title,
            by=role.user,
            staff_at=at,
            last_at=at,
        )
        threads.append(thread)
        words = " ".join(chance.choices(SYLLABLES, k=LENGTH))
        posts.append(
            Post(
                pk=thread.pk,
                thread=thread,
                school_class=thread.school_class,
                by=role.user,
                words=words,
                at=at,
            )
        )
        notices.append(
            Notice(
                by=role.user,
                title=title,
                words=words,
                school=role.school,
                for_pupils=True,
                for_staff=True,
                shown_until=timezone.localdate(at) + timedelta(days=30),
            )
        )
    Thread.objects.bulk_create(threads, batch_size=500)
    Post.objects.bulk_create(posts, batch_size=500)
    Notice.objects.bulk_create(notices, batch_size=500)
