"""Parents of a pupil: linked and unlinked. Their cards are in test_parent_cards.py."""

import pytest

from lms.models import Change
from students.models import Guardian, Guardianship
from tests import builders


@pytest.fixture
def ms_do(giang):
    """Giàng's mother, without an account so far."""
    guardian = Guardian.objects.create(full_name="Giàng Thị Dợ", phone="0981234567")
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return guardian


def told(**changed):
    return {"full_name": "Giàng Thị Dợ", "phone": "098 123 4567", "relation": "mother", **changed}


def test_a_parent_is_linked_by_hand(signed_in, school_admin, giang):
    answer = signed_in(school_admin).post(f"/students/{giang.pk}/guardians/new/", told(), follow=True)
    assert "Giàng Thị Dợ" in answer.content.decode()
    made = giang.guardianships.get()
    assert (made.relation, made.guardian.phone) == ("mother", "0981234567")
    assert Change.objects.get(act="link a parent").school_id == giang.school_id


def test_a_parent_of_a_sister_is_found_again(signed_in, school_admin, ms_do, hoa):
    signed_in(school_admin).post(f"/students/{hoa.pk}/guardians/new/", told(full_name="giàng thị dợ"))
    assert list(ms_do.students.order_by("code")) == [ms_do.students.get(code="HSGIANG1"), hoa]


def test_a_parent_of_another_school_is_not_found_out(signed_in, school_admin, ms_do, giang, vang, hoa):
    """The same name and telephone at a school one does not see makes no link to it."""
    Guardianship.objects.all().delete()
    Guardianship.objects.create(guardian=ms_do, student=vang, relation="mother")
    signed_in(school_admin).post(f"/students/{hoa.pk}/guardians/new/", told())
    assert hoa.guardians.get() != ms_do


def test_the_same_parent_twice_is_refused(signed_in, school_admin, ms_do, giang):
    answer = signed_in(school_admin).post(f"/students/{giang.pk}/guardians/new/", told())
    assert answer.status_code == 400
    assert "đã được gắn" in answer.content.decode()
    assert giang.guardianships.count() == 1


def test_an_unlinked_parent_loses_sight_with_the_next_request(signed_in, school_admin, ms_do, giang, client):
    ms_do.user = builders.make_user("ph-abcde", ms_do.full_name)
    ms_do.save()
    parent = type(client)()
    parent.force_login(ms_do.user, backend="students.sign_in.Accounts")
    assert "Giàng A Sùng" in parent.get("/family/").content.decode()
    signed_in(school_admin).post(f"/students/{giang.pk}/guardians/{ms_do.pk}/unlink/")
    assert "Giàng A Sùng" not in parent.get("/family/").content.decode()
    assert Change.objects.get(act="unlink a parent").before == {"relation": "mother"}


def test_who_answers_for_nobody_and_has_no_account_is_forgotten(signed_in, school_admin, ms_do, giang):
    path = f"/students/{giang.pk}/guardians/{ms_do.pk}/unlink/"
    client = signed_in(school_admin)
    assert client.post(path).status_code == 302
    assert not Guardian.objects.exists()
    assert client.post(path).status_code == 404


def test_the_other_school_can_do_none_of_it(signed_in, other_school_admin, ms_do, giang):
    path = f"/students/{giang.pk}/guardians/{ms_do.pk}/unlink/"
    assert signed_in(other_school_admin).post(path).status_code == 404
    path = f"/students/{giang.pk}/guardians/new/"
    assert signed_in(other_school_admin).post(path, told(full_name="Lò Văn Ai")).status_code == 404
    assert giang.guardianships.count() == 1
