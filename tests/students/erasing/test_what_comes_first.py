"""Before a pupil is erased: what is shown, and what is settled first."""

from datetime import date

import pytest

from students import consents, data_requests, erasing
from students.models import (
    Student,
)
from students.movement import pupils
from tests import builders
from tests.courses import builders as lessons
from tests.devices import builders as machines
from tests.students.erasing.filled import (
    MONDAY,
    MOTHER,
    NAME,
)

# What is shown first


def test_first_is_shown_what_goes_what_loses_its_name_and_what_stays(asked, signed_in, school_admin):
    page = signed_in(school_admin).get(f"/requests/{asked.pk}/erase/")
    told = {fate: {line.what: line for line in lines} for fate, _title, lines in page.context["fates"]}
    assert set(told) == {"goes", "namelessly", "stays"}
    (paper,) = told["stays"].values()
    assert paper.until == date(2036, 11, 24)
    assert "01/BBBG-2026" in paper.what
    marks = next(line for what, line in told["namelessly"].items() if line.until)
    assert marks.until == date(2031, 11, 22)
    assert Student.objects.get(pk=asked.student_id).full_name == NAME


def test_nobody_is_told_it_is_done_before_it_is(asked, signed_in, school_admin):
    client = signed_in(school_admin)
    path = f"/requests/{asked.pk}/settle/"
    answer = client.post(path, {"outcome": "done", "words": "Đã xóa."})
    assert answer.status_code == 400
    assert "Chưa xóa gì cả" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.done_at is None
    assert client.post(path, {"outcome": "refused", "words": "Gia đình đã đổi ý."}).status_code == 302


@pytest.mark.parametrize("code", ["", "HSGIANG1"])
def test_without_the_code_nothing_happens(asked, signed_in, school_admin, giang, code):
    answer = signed_in(school_admin).post(f"/requests/{asked.pk}/erase/", {"code": code})
    assert answer.status_code == 400
    assert Student.objects.get(pk=asked.student_id).erased_at is None


# What comes first


def test_who_still_holds_a_lent_device_is_not_erased(tua, ms_lan, signed_in, school_admin):
    request = builders.ask_for_data(tua, by=ms_lan, kind="erase")
    client = signed_in(school_admin)
    page = client.get(f"/requests/{request.pk}/erase/")
    (bar,) = page.context["bars"]
    assert bar.words.startswith("Em còn mượn: K7M3PX, ")
    assert bar.words.endswith(" (biên bản 01/BBBG-2026). Hãy thu hồi trước.")
    assert client.get(bar.url).status_code == 200
    assert client.post(f"/requests/{request.pk}/erase/", {"code": tua.code}).status_code == 400
    assert Student.objects.get(pk=tua.pk).full_name == NAME


def test_who_still_studies_is_not_erased(giang, ms_lan, school_admin):
    request = builders.ask_for_data(giang, by=ms_lan, kind="erase")
    with pytest.raises(erasing.CannotErase, match="vẫn đang học"):
        data_requests.erase(request, by=school_admin)


def test_a_copy_that_was_asked_for_is_given_first(asked, brought_back, ms_lan):
    builders.ask_for_data(brought_back, by=ms_lan, kind="copy", on=date(2026, 11, 24))
    (bar,) = erasing.bars(brought_back)
    assert "xin bản sao" in bar.words


def test_a_name_on_a_page_is_taken_off_first(giang, school_admin, ms_lan):
    consents.give(giang, "name", by=ms_lan, given_by=MOTHER, how="signed", on=MONDAY, child_agreed=True)
    pupils.drop_out(giang, MONDAY, by=school_admin)
    giang.refresh_from_db()
    page = lessons.make_lecture("Giàng A Sùng kể chuyện")
    words = "Trang «Giàng A Sùng kể chuyện» còn nêu tên em. Hãy gỡ tên em khỏi trang đó trước."
    assert [bar.words for bar in erasing.bars(giang)] == [words]
    page.unpublish()
    assert erasing.bars(giang) == []


def test_what_was_given_to_the_family_for_good_does_not_stand_in_the_way(giang, school_admin, muong_nha):
    machines.give(giang, school_admin, machines.make_device(muong_nha), tenure="gift_pupil")
    pupils.drop_out(giang, MONDAY, by=school_admin)
    _now, is_new = erasing.erase(giang, by=school_admin)
    assert is_new
