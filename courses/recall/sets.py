"""A teacher gives a class topics to revise, and takes them back."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Recall, RevisionSet
from courses.recall import pool
from lms.history import note_change

MOST_TOPICS = 20
# Of the class's mistakes and practice; a teacher who wants others makes a practice of them.
MOST_SHOWN = 60


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a set is not given, in a sentence."""


def give(school_class, subject, topics, ends_on, by):
    """The set; the same topics that stand already are given once. Raises Refused."""
    topics = sorted(set(topics))
    if not topics:
        raise Refused(_("Tick at least one topic, then press «Give the revision set» again."))
    if len(topics) > MOST_TOPICS:
        raise Refused(_("A set has at most %(n)d topics. Take some ticks away.") % {"n": MOST_TOPICS})
    if ends_on and ends_on < timezone.localdate():
        words = _("The day %(day)s is over. Choose today or a later day.")
        raise Refused(words % {"day": f"{ends_on:%d/%m/%Y}"})
    with transaction.atomic():
        type(school_class).objects.select_for_update().get(pk=school_class.pk)
        for standing in RevisionSet.objects.open().filter(school_class=school_class, subject=subject):
            if standing.topics == topics:
                return standing
        made = RevisionSet.objects.create(
            school_class=school_class, subject=subject, topics=topics, ends_on=ends_on, given_by=by
        )
        note_change(by=by, act="give revision set", thing=made, school=school_class.school_id)
    return made


@transaction.atomic
def withdraw(revision_set, by):
    changed = RevisionSet.objects.filter(pk=revision_set.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=by
    )
    if changed:
        school = revision_set.school_class.school_id
        note_change(by=by, act="withdraw revision set", thing=revision_set, school=school)


def topics_for(user, school_class):
    """[(subject's pk, subject, topic, grade)] of the practice that `user` may read of a class's grade."""
    grades = range(school_class.grade, (school_class.grade_to or school_class.grade) + 1)
    of_grade = Q(version__question__bank__grade__in=grades) | Q(version__question__bank__grade=None)
    items = pool.items(user).filter(of_grade)
    told = items.order_by().values_list(
        "version__question__bank__subject",
        "version__question__bank__subject__name",
        "version__topic",
        "version__question__bank__title",
        "version__question__bank__grade",
    )
    found = {(pk, name, topic or bank, grade) for pk, name, topic, bank, grade in told.distinct()}
    return sorted(found, key=lambda told: (told[1:3], told[3] or 0))


def held(revision_sets, user, students):
    """Those of the sets of which a graded quiz asks every question now, so that nothing is drawn from them.
    The same queries for one and for many."""
    subjects = {one.subject_id for one in revision_sets}
    if not subjects:
        return set()
    asked = defaultdict(set)
    topics = {topic for one in revision_sets for topic in one.topics}
    # Where no topic is named, the bank's title is one.
    is_of_sets = Q(version__topic__in=topics) | Q(
        version__topic="", version__question__bank__title__in=topics
    )
    items = pool.items(user).filter(is_of_sets, version__question__bank__subject__in=subjects).order_by()
    told = items.values_list(
        "version__question__bank__subject",
        "version__topic",
        "version__question__bank__title",
        "version__question",
    )
    for subject, topic, bank, question in told:
        asked[subject, topic or bank].add(question)
    known = Recall.objects.filter(student__in=students, subject__in=subjects, topic__in=topics)
    for subject, topic, question in known.values_list("subject", "topic", "question"):
        asked[subject, topic].add(question)
    hidden = pool.withheld(set().union(*asked.values()))
    found = set()
    for one in revision_sets:
        questions = set().union(*(asked[one.subject_id, topic] for topic in one.topics))
        if questions and questions <= hidden:
            found.add(one)
    return found
