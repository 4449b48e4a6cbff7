"""A list that is cut says how much is left out."""

from lms.shortlist import Shortlist
from students.models import EthnicGroup


def test_a_short_list_is_whole():
    short = Shortlist([1, 2], 3)
    assert (list(short), short.more) == ([1, 2], 0)


def test_a_long_one_says_how_many_more():
    short = Shortlist(range(10), 3)
    assert (list(short), short.more) == ([0, 1, 2], 7)


def test_the_database_counts_only_what_is_cut(db, django_assert_num_queries):
    groups = EthnicGroup.objects.all()
    all_of_them = groups.count()
    with django_assert_num_queries(1):
        assert Shortlist(groups, 100).more == 0
    with django_assert_num_queries(2):
        assert Shortlist(groups, 10).more == all_of_them - 10
