"""What else waits, in a line each: counted in one query, the first few at once, the others when asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from home import waiting
from home.waiting_question import QuestionOfPupils, question
from lms.days import midnight
from students.models import Guardian, Role, Student
from students.sign_in import Accounts
from tests import builders


def source(key, rows, url="home:today"):
    return waiting.Source(key, "chat", lambda user, at: rows, lambda count: f"{key} {count}", url)


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


def test_what_is_kept_asks_what_would_be_built_for_each_pupil_and_hour(giang, hoa, django_assert_num_queries):
    kept, now = QuestionOfPupils(waiting.OF_PUPILS), timezone.localtime()
    last_minute = timezone.localtime(midnight(now.date()) + timedelta(hours=23, minutes=59))
    people = [Accounts().get_user(one.user_id) for one in (giang, hoa)]
    with django_assert_num_queries(0):
        for user in people:
            for at in (now, last_minute, last_minute + timedelta(days=40, minutes=1)):
                assert kept.asked(user, at) == question(user, waiting.OF_PUPILS, at)
    assert kept.asked(people[0], now) != kept.asked(people[1], now)


def test_a_pupil_who_is_somebodys_family_or_holds_a_role_is_asked_about_that_too(giang, hoa, muong_nha):
    kept, at = QuestionOfPupils(waiting.OF_PUPILS), timezone.localtime()
    as_pupil = kept.asked(Accounts().get_user(giang.user_id), at)
    Guardian.objects.create(user=giang.user, full_name="Giàng Thị Mai")
    Role.objects.create(user=hoa.user, kind="school_admin", school=muong_nha, starts_on=builders.FIRST_DAY)
    for one in (giang, hoa):
        user = Accounts().get_user(one.user_id)
        asked = kept.asked(user, at)
        assert asked == question(user, waiting.OF_PUPILS, at)
        assert asked[0] != as_pupil[0]


def test_what_would_look_something_up_is_never_kept(giang):
    nosy = source("nosy", Student.objects.all())
    nosy = replace(
        nosy, rows=lambda user, at: Student.objects.filter(pk__in=list(Student.objects.values("pk")))
    )
    with pytest.raises(ValueError, match="hangs on nothing"):
        QuestionOfPupils([nosy]).asked(Accounts().get_user(giang.user_id), timezone.localtime())
