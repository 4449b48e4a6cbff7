"""Whoever is no longer entitled is out with the next request, whatever was open before."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from devices import binding
from students import giving
from students.accounts import revoke_cards
from students.models import Guardian, Guardianship, Role, Student, TeachingAssignment, User
from tests import builders
from tests.devices import builders as machines

TODAY = date(2026, 11, 24)


@pytest.fixture
def mother(giang):
    user = builders.make_user("me.giang", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return user


def close(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def is_out(answer):
    """Led to the door, or told in JSON that one is not signed in."""
    return answer.status_code == 401 or answer.headers.get("Location", "").startswith("/sign-in/")


@pytest.mark.parametrize("who", ["giang", "ms_lan", "school_admin", "mother"])
@pytest.mark.parametrize("path", ["/start/", "/sync/"])
def test_a_closed_account_is_out(signed_in, request, who, path):
    person = request.getfixturevalue(who)
    client = signed_in(person)
    assert client.get(path).status_code in (200, 302)
    close(getattr(person, "user", person))
    assert is_out(client.get(path))


def test_a_pupil_who_left_is_out_of_pages_and_of_the_outbox(signed_in, giang):
    client = signed_in(giang)
    assert client.get("/today/").status_code == 200
    Student.objects.filter(pk=giang.pk).update(status="dropped_out")
    assert is_out(client.get("/today/"))
    event = {"install": "i", "events": []}
    assert is_out(client.post("/sync/", event, content_type="application/json"))


def test_a_pupil_whose_card_was_stopped_is_out(signed_in, giang, ms_lan):
    client = signed_in(giang)
    revoke_cards(giang, by=ms_lan)
    assert is_out(client.get("/today/"))


@pytest.mark.parametrize(
    ("starts", "ends", "sees"),
    [
        (-9, None, True),
        (-9, 0, True),
        (-9, -1, False),
        (0, 0, True),
        (1, 9, False),
    ],
)
def test_a_role_holds_from_its_first_to_its_last_day(signed_in, school_admin, giang, starts, ends, sees):
    days = {"starts_on": TODAY + timedelta(days=starts)}
    days["ends_on"] = None if ends is None else TODAY + timedelta(days=ends)
    client = signed_in(school_admin)
    Role.objects.filter(user=school_admin).update(**days)
    assert (client.get(f"/students/{giang.pk}/").status_code == 200) is sees


def test_a_role_that_ends_today_is_over_after_midnight(signed_in, school_admin, giang, time_machine):
    Role.objects.filter(user=school_admin).update(ends_on=TODAY)
    client = signed_in(school_admin)
    time_machine.move_to("2026-11-24T23:59:50+07:00", tick=False)
    assert client.get(f"/students/{giang.pk}/").status_code == 200
    time_machine.move_to("2026-11-25T00:00:01+07:00", tick=False)
    assert client.get(f"/students/{giang.pk}/").status_code == 403


def test_a_teaching_that_ended_yesterday_shows_the_class_no_longer(signed_in, ms_lan, class_6a, giang):
    client = signed_in(ms_lan)
    assert client.get(f"/classes/{class_6a.uid}/").status_code == 200
    TeachingAssignment.objects.filter(teacher=ms_lan.teacher).update(ends_on=TODAY - timedelta(days=1))
    for path in (f"/classes/{class_6a.uid}/", f"/students/{giang.pk}/", f"/desk/classes/{class_6a.uid}/"):
        assert client.get(path).status_code == 404


def test_a_teacher_who_moves_to_another_school_leaves_the_old_classes(
    signed_in, ms_lan, class_6a, giang, na_hy, province_admin
):
    client = signed_in(ms_lan)
    giving.withdraw_role(ms_lan.roles.get(), by=province_admin)
    giving.give_role(ms_lan, "teacher", by=province_admin, starts_on=TODAY, school=na_hy)
    giving.put_down_as_teacher(User.objects.get(pk=ms_lan.pk), "teacher", na_hy)
    assert client.get("/classes/").status_code == 200
    for path in (f"/classes/{class_6a.uid}/", f"/students/{giang.pk}/"):
        assert client.get(path).status_code == 404


def test_an_old_teacher_loses_a_pupil_who_moved_to_another_class(signed_in, ms_lan, giang, muong_nha):
    client = signed_in(ms_lan)
    enrolment = giang.current_enrolment()
    enrolment.ends_on = TODAY - timedelta(days=1)
    enrolment.save(update_fields=["ends_on"])
    giang.enrolments.create(school_class=builders.make_class(muong_nha, "6B"), starts_on=TODAY)
    assert client.get(f"/students/{giang.pk}/").status_code == 404


def test_an_unlinked_parent_loses_the_child(signed_in, mother, giang):
    client = signed_in(mother)
    assert client.get(f"/students/{giang.pk}/rights/").status_code == 200
    Guardianship.objects.filter(guardian=mother.guardian).delete()
    assert client.get(f"/students/{giang.pk}/rights/").status_code == 404


def test_a_browser_that_was_unbound_is_no_tablet_any_longer(muong_nha, school_admin):
    tablet = machines.make_device(muong_nha)
    install, token = binding.bind(binding.new_code(tablet, by=school_admin), "Chrome")
    assert binding.install_of(token) == install
    binding.unbind(install, by=school_admin)
    assert binding.install_of(token) is None
    assert timezone.localdate() == TODAY
