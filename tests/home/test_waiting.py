"""What else waits, in a line each: counted in one query, the first few at once, the others when asked for."""

import pytest
from django.db.models import Q

from home import waiting
from students.models import Student


def source(key, rows, url="home:today"):
    return waiting.Source(key, "chat", lambda user: rows, lambda count: f"{key} {count}", url)


@pytest.fixture
def pupils(giang, hoa):
    return Student.objects.all()


def test_all_sources_are_counted_in_one_query(giang, pupils, django_assert_num_queries):
    sources = [
        source("all", pupils),
        source("nobody", pupils.none()),
        source("one", pupils.filter(pk=giang.pk)),
    ]
    with django_assert_num_queries(1):
        shown, others = waiting.lines_for(giang.user, sources)
    assert [line.words for line in shown] == ["all 2", "one 1"]
    assert others == []


def test_rows_that_a_join_repeats_are_told_as_the_source_asks(giang, pupils):
    rows = pupils.filter(Q(school__isnull=False)).order_by("name_sort").distinct()
    assert waiting.lines_for(giang.user, [source("all", rows)])[0][0].words == "all 2"


def test_what_goes_beyond_the_first_few_stands_behind_more(giang, pupils):
    sources = [source(f"s{number}", pupils) for number in range(waiting.MOST + 2)]
    shown, others = waiting.lines_for(giang.user, sources)
    assert (len(shown), len(others)) == (waiting.MOST, 2)


@pytest.mark.parametrize("sources", [waiting.OF_PUPILS, waiting.OF_TEACHERS])
def test_each_source_has_a_key_of_its_own_and_says_one_and_many(sources, giang):
    assert len({one.key for one in sources}) == len(sources)
    for one in sources:
        assert one.say(1)
        # What an open quiz asks does not wait, so that line promises no number.
        assert ("7" in one.say(7)) is (one is not waiting.TO_REVISE)
        # It counts, whatever there is, and looks at nobody else's.
        waiting.lines_for(giang.user, [one])
