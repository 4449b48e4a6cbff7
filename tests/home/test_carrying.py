"""«Thu bài hộ»: a page that opens without signal, for whoever may carry; it holds nothing of anybody, that of
a class its pupils."""

import re

import pytest

from lms.courier import credentials
from lms.school_keys import base64url
from students.models import Student
from tests import builders
from tests.lms.courier.tablet import Tablet


@pytest.mark.parametrize("who", ["ms_lan", "mr_pao", "school_admin", "commune_officer", "province_admin"])
def test_staff_who_come_around_may_carry(who, request, signed_in):
    person = request.getfixturevalue(who)
    page = signed_in(person).get("/carrying/")
    assert "Thu bài hộ" in page.text
    assert page["X-Keep-For"] == getattr(person, "user", person).learner_key


@pytest.mark.parametrize("who", ["giang", "auditor", "author"])
def test_others_have_no_such_page(who, request, signed_in):
    assert signed_in(request.getfixturevalue(who)).get("/carrying/").status_code == 403


def test_it_holds_nothing_of_a_pupil(signed_in, ms_lan, giang, hoa):
    page = signed_in(ms_lan).get("/carrying/").text
    for secret in (giang.full_name, hoa.full_name, str(giang.pk), giang.code):
        assert secret not in page


def test_without_the_writer_of_codes_files_remain(signed_in, ms_lan, tmp_path, monkeypatch):
    from lms import libraries

    monkeypatch.setattr(libraries, "FOLDER", tmp_path)
    page = signed_in(ms_lan).get("/carrying/").text
    assert 'data-act="answer-codes"' not in page
    assert 'data-act="answer-file"' in page


def test_the_page_of_what_waits_has_the_box_and_names_no_reader_of_codes(client, db):
    page = client.get("/waiting/").text
    assert "Nhờ người khác mang về trường" in page
    assert "/static/libraries/" not in page, "the shell would hold it on every tablet"


def of_class(client, school_class):
    return client.get(f"/carrying/classes/{school_class.uid}/")


def lines_of(page):
    return re.findall(r'<li data-keys="([^"]*)">([^<]+)', page.text)


def test_of_a_class_it_knows_whose_keys_are_whose_by_given_name(signed_in, ms_lan, class_6a, giang, hoa):
    an = builders.make_student("Vừ A An", class_6a, code="HSAN1111")
    first, second = (Tablet(hoa, install=f"t{number}").credential for number in range(2))
    lost = Tablet(hoa, install="lost").credential
    credentials.revoke(hoa.user.credentials.filter(pk=lost.pk))
    page = of_class(signed_in(ms_lan), class_6a)
    lines = lines_of(page)
    in_order = [student.full_name for student in Student.objects.sitting_in(class_6a)]
    assert [name.strip() for _keys, name in lines] == in_order
    assert in_order[0] == an.full_name
    keys = {name.strip(): set(told.split()) for told, name in lines}
    assert keys[hoa.full_name] == {base64url(one.pk.bytes) for one in (first, second)}
    assert keys[giang.full_name] == set()
    assert page["X-Keep-For"] == ms_lan.username


def test_a_teacher_of_another_school_finds_no_such_class(signed_in, mr_pao, class_6a):
    assert of_class(signed_in(mr_pao), class_6a).status_code == 404


@pytest.mark.parametrize("who", ["giang", "auditor", "author"])
def test_who_carries_nothing_opens_no_class(who, request, signed_in, class_6a):
    assert of_class(signed_in(request.getfixturevalue(who)), class_6a).status_code == 403


def test_a_class_of_many_costs_as_many_questions_as_one_of_few(
    signed_in, ms_lan, class_6a, django_assert_max_num_queries
):
    for number in range(12):
        Tablet(builders.make_student(f"Lò Văn {number}", class_6a, code=f"HSLOT{number:03}"))
    client = signed_in(ms_lan)
    with django_assert_max_num_queries(16):
        assert len(lines_of(of_class(client, class_6a))) == 12


def test_the_page_leads_to_the_own_classes_alone(signed_in, ms_lan, mr_pao, class_6a):
    link = f"/carrying/classes/{class_6a.uid}/"
    assert link in signed_in(ms_lan).get("/carrying/").text
    assert link not in signed_in(mr_pao).get("/carrying/").text
