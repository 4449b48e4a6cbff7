"""Who asks and in which session, read with every request: as the ORM would, only sooner."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from lms.asked_often import ANY_ID, ANY_OTHER_ID, AskedOften
from lms.sessions import SessionStore
from students.models import Student, User
from students.sign_in import Accounts


def facts(one):
    return one and {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


@pytest.mark.parametrize("who", ["giang", "ms_lan", "school_admin"])
def test_an_account_is_read_as_the_orm_reads_it(who, request, django_assert_num_queries):
    person = request.getfixturevalue(who)
    key = person.user_id if isinstance(person, Student) else person.pk
    with django_assert_num_queries(1):
        read = Accounts().get_user(key)
        people = read.student_or_none, read.teacher_or_none, read.guardian_or_none
    kept = User.objects.select_related("student", "teacher", "guardian").get(pk=key)
    assert facts(read) == facts(kept)
    wanted = kept.student_or_none, kept.teacher_or_none, kept.guardian_or_none
    assert [facts(one) for one in people] == [facts(one) for one in wanted]
    assert read.has_roles == kept.roles.filter(withdrawn_at=None).exists()
    # What it is read from can be written as ever.
    read.full_name = "Tên mới"
    read.save(update_fields=["full_name"])
    assert User.objects.get(pk=key).full_name == "Tên mới"


def test_what_was_changed_is_read_with_the_next_request(giang):
    accounts = Accounts()
    assert accounts.get_user(giang.user_id)
    Student.objects.filter(pk=giang.pk).update(status=Student.Status.DROPPED_OUT)
    assert accounts.get_user(giang.user_id) is None
    assert accounts.get_user(0) is None


def test_a_question_that_says_its_key_twice_is_not_kept(db):
    twice = AskedOften(lambda key: User.objects.filter(pk=key).exclude(pk=key))
    with pytest.raises(ValueError, match="once"):
        twice.first(1)


def test_rows_of_two_keys_come_each_time_for_those_that_are_asked_for(giang, hoa, django_assert_num_queries):
    among = AskedOften(
        lambda one, other: Student.objects.filter(Q(pk=one) | Q(pk=other)).order_by("code"),
        ANY_ID,
        ANY_OTHER_ID,
    )
    assert among.all(giang.pk, hoa.pk) == [giang, hoa]
    with django_assert_num_queries(1):
        assert among.all(hoa.pk, uuid4()) == [hoa]
    assert among.all(uuid4(), uuid4()) == []
    assert among.first(uuid4(), uuid4()) is None


def test_the_class_of_a_pupil_is_read_as_it_stands_now(giang, vang, django_assert_num_queries):
    for pupil in (giang, vang):
        kept = pupil.enrolments.open().select_related("school_class").get()
        with django_assert_num_queries(1):
            read = pupil.current_enrolment()
            assert (read.student, facts(read.school_class)) == (pupil, facts(kept.school_class))
        assert facts(read) == facts(kept)
    read.ends_on = read.starts_on
    read.save()
    assert vang.current_enrolment() is None
    assert giang.current_enrolment() is not None


def test_a_session_is_read_with_one_question_until_it_is_over(db, django_assert_num_queries):
    begun = SessionStore()
    begun["said"] = "Xin chào"
    begun.create()
    key = begun.session_key
    with django_assert_num_queries(1):
        assert SessionStore(key)["said"] == "Xin chào"
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    over = SessionStore(key)
    assert over.get("said") is None
    # Nobody goes on under a key that somebody may have kept.
    assert over.session_key is None
