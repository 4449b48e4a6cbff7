"""Messages for the parents' group of a class: useful, and without a word about anybody."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone

from courses.models import Attempt, GivenWork
from home import zalo
from students import parent_cards
from students.models import Guardian, Guardianship
from tests import browser
from tests.courses import quizzes
from tests.devices import builders as machines


@pytest.fixture
def tablet(muong_nha):
    return machines.make_device(muong_nha)


@pytest.fixture
def give(ms_lan, class_6a):
    def give(page, days=1, to=None, **more):
        due_at = timezone.now() + timedelta(days=days) if days is not None else None
        return GivenWork.objects.create(
            school_class=to or class_6a, page=page, given_by=ms_lan, due_at=due_at, **more
        )

    return give


def page_of(client, school_class):
    answer = client.get(f"/desk/classes/{school_class.uid}/messages/")
    assert answer.status_code == 200
    return answer


def texts(school_class):
    return {one.id: one.text for one in zalo.messages_for(school_class)}


def test_what_is_due_stands_there_with_its_day_and_its_address(give, class_6a, fractions):
    give(fractions, days=4)
    text = texts(class_6a)["due"]
    assert text.startswith("Lớp 6A")
    assert "• Phân số bằng nhau: hạn thứ Bảy, 28/11" in text
    assert settings.PUBLIC_URL + fractions.get_url() in text


def test_the_address_in_the_message_opens(give, class_6a, fractions, client):
    give(fractions)
    address = re.search(r"https?://\S+", texts(class_6a)["due"])[0]
    assert client.get(address.removeprefix(settings.PUBLIC_URL)).status_code == 200


def test_what_is_over_far_away_without_a_day_or_of_another_class_is_left_out(
    give, class_6a, class_3b, fractions, integers
):
    give(fractions, days=-1)
    give(integers, days=9)
    give(fractions, to=class_3b)
    assert "không có bài nào đến hạn" in texts(class_6a)["due"]
    GivenWork.objects.all().delete()
    give(fractions, days=None)
    assert "Phân số" not in texts(class_6a)["due"]


def test_the_days_on_which_loans_are_due_stand_there_without_a_name(class_6a, giang, school_admin, tablet):
    assert "give-back" not in texts(class_6a)
    machines.lend(giang, school_admin, tablet, due_on=timezone.localdate() + timedelta(days=5))
    text = texts(class_6a)["give-back"]
    assert "29/11" in text
    assert not {"Giàng", "Sùng", tablet.code, tablet.serial} & set(re.findall(r"[\w/]+", text))


def test_work_that_was_taken_back_is_left_out(give, class_6a, fractions):
    give(fractions, withdrawn_at=timezone.now())
    assert "Phân số" not in texts(class_6a)["due"]


def test_how_to_sign_in_names_the_door_and_warns_of_photos_of_the_card(class_6a):
    text = texts(class_6a)["sign-in"]
    assert f"{settings.PUBLIC_URL}/ph/" in text
    assert "Vào xem" in text
    assert "Đừng chụp ảnh thẻ" in text


def test_no_text_tells_anything_about_anybody(
    signed_in, ms_lan, school_admin, giang, hoa, class_6a, give, fractions
):
    """With names, codes, phones, marks and machines all around, and a note of the teacher's full of them."""
    tablet = machines.make_device(giang.school)
    machines.make_household(giang)
    machines.give(giang, school_admin, tablet)
    giang.phone, giang.ministry_id = "0977123456", "1198765432"
    giang.save()
    mother = Guardian.objects.create(full_name="Giàng Thị Dợ", phone="0981234567")
    Guardianship.objects.create(guardian=mother, student=giang, relation="mother")
    [card] = parent_cards.make_cards([mother], by=ms_lan, school=giang.school)
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(quizzes.make_bank())])
    attempt = Attempt.objects.begin(giang, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now(), mark="3.7")
    give(quiz, note="Sùng được 3,7 điểm, Hoa gọi 0977123456 nhé")
    give(fractions, note="Bạn Lò Thị Hoa đọc lại")
    page = BeautifulSoup(page_of(signed_in(ms_lan), class_6a).content, "html.parser")
    told = " ".join(box.text for box in page.find_all("textarea"))
    assert "Kiểm tra 15 phút" in told
    assert "Phân số bằng nhau" in told
    private = [
        *("Giàng", "Sùng", "Dợ", "Hoa", "Lò Thị", "Lan", "Thành"),
        *(giang.code, hoa.code, mother.code, card["code"], card["pin"], card["secret"], giang.ministry_id),
        *("0977123456", "0981234567", "3,7", "3.7"),
        *(tablet.code, tablet.serial, str(giang.pk), str(attempt.pk)),
    ]
    assert [word for word in private if word.lower() in told.lower()] == []
    without_addresses = re.sub(r"https?://\S+", "", told)
    assert not re.search(r"\d{4,}", without_addresses), "no number is long enough to be one of these"


def test_each_text_can_be_mended_copied_and_without_scripts_selected(signed_in, ms_lan, class_6a):
    page = BeautifulSoup(page_of(signed_in(ms_lan), class_6a).content, "html.parser")
    boxes = page.select("copy-text textarea")
    assert len(boxes) == 3
    assert not any(box.has_attr("readonly") or box.has_attr("disabled") for box in boxes)
    assert all(button.has_attr("hidden") for button in page.select("copy-text button"))


def test_desk_and_class_lead_there(signed_in, ms_lan, class_6a):
    client = signed_in(ms_lan)
    way = f'href="/desk/classes/{class_6a.uid}/messages/"'
    assert way in client.get("/desk/").content.decode()
    assert way in client.get(f"/classes/{class_6a.uid}/").content.decode()


def test_who_does_not_speak_with_parents_is_not_led_there(signed_in, auditor, class_6a):
    html = signed_in(auditor).get(f"/classes/{class_6a.uid}/").content.decode()
    assert "/messages/" not in html


def test_the_other_school_finds_no_messages(signed_in, mr_pao, other_school_admin, class_6a):
    for person in (mr_pao, other_school_admin):
        answer = signed_in(person).get(f"/desk/classes/{class_6a.uid}/messages/")
        assert answer.status_code == 404


def test_the_page_is_light(signed_in, ms_lan, class_6a):
    assert browser.weight(page_of(signed_in(ms_lan), class_6a))["total"] < 20_000
