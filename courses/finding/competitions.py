"""Competitions and contests of works in the one box."""

from django.urls import reverse

from courses.models import Competition, WorkContest
from students.finders import Hit, newest, note


def find_competitions(user, wanted, most):
    seen = newest(Competition.objects.listed_for(user), "-at", "pk")
    return seen.filter(wanted.in_words("title", "about")).select_related("school_class", "school", "place")


def tell_competitions(competitions, user):
    hits = []
    for one in competitions:
        address = reverse("courses:competition", args=[one.pk])
        hits.append(
            Hit(one.title, address, note(one.held_by, one.entries_told() if one.takes_entries() else ""))
        )
    return hits


def find_contests(user, wanted, most):
    seen = newest(WorkContest.objects.listed_for(user), "-at", "pk")
    return seen.filter(wanted.in_words("title", "task")).select_related("school", "place")


def tell_contests(contests, user):
    return [
        Hit(one.title, reverse("courses:work_contest", args=[one.pk]), note(one.held_by)) for one in contests
    ]
