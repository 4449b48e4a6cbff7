"""«Thu bài hộ»: a page that opens without signal, for whoever may carry; it holds nothing of anybody."""

import pytest


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
