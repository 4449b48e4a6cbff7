"""The back office: registers for the province alone, and no pupil anywhere in it."""

import pytest
from django.urls import NoReverseMatch, reverse

from students.models import AreaRecord, Role, School
from students.viewsets import REGISTERS

NAMES = [register.model._meta.model_name for register in REGISTERS]
# The group's prefix stands before the name of the model.
PAGES = ["index", "add", "edit", "history", "usage", "delete"]


@pytest.fixture
def addresses(muong_nha, class_6a):
    """Every address of every register."""
    AreaRecord.objects.create(place=muong_nha.commune, area="3", starts_on="2025-07-01")
    found = []
    for register in REGISTERS:
        row = register.model.objects.first()
        for page in PAGES:
            name = f"{register.model._meta.model_name}:{page}"
            try:
                found.append(reverse(name, args=[row.pk] if page in PAGES[2:] else []))
            except NoReverseMatch:
                assert page == "delete", name
    return found


def test_the_province_keeps_the_registers(signed_in, province_admin, addresses, muong_nha):
    client = signed_in(province_admin)
    for address in addresses:
        if "/delete/" not in address:
            assert client.get(address).status_code == 200, address
    told = {
        "code": muong_nha.code,
        "name": "PTDTBT THCS Mường Nhà 2",
        "kind": muong_nha.kind,
        "levels": muong_nha.levels,
        "commune": muong_nha.commune_id,
    }
    client.post(reverse("school:edit", args=[muong_nha.pk]), told)
    assert School.objects.get(pk=muong_nha.pk).name_fold == "ptdtbt thcs muong nha 2"


def test_nobody_deletes_from_a_register_and_reads_why(signed_in, province_admin, muong_nha, class_6a):
    client = signed_in(province_admin)
    for ask in (client.get, client.post):
        page = ask(reverse("school:delete", args=[muong_nha.pk]), follow=True).content.decode()
        assert "1 lớp (6A)" in page
    assert School.objects.filter(pk=muong_nha.pk).exists()


@pytest.mark.parametrize(
    "who", ["ms_lan", "school_admin", "author", "approver", "auditor", "commune_officer", "giang"]
)
def test_nobody_else_opens_a_register(signed_in, request, who, addresses):
    client = signed_in(request.getfixturevalue(who))
    for address in addresses:
        assert client.get(address).status_code in (302, 403, 404), address


CLOSED = [
    "/admin/users/",
    "/admin/users/add/",
    "/admin/users/edit/{pk}/",
    "/admin/users/delete/{pk}/",
    "/admin/users/history/{pk}/",
    "/admin/groups/",
    "/admin/groups/new/",
    "/admin/bulk/students/user/delete/?id={pk}",
    "/admin/bulk/students/user/assign_role/?id={pk}",
    "/admin/bulk/students/user/set_active_state/?id={pk}",
]


@pytest.mark.parametrize("who", ["province_admin", "school_admin", "author", "approver", "ms_lan"])
def test_wagtails_own_accounts_and_groups_are_closed(signed_in, request, giang, who):
    client = signed_in(request.getfixturevalue(who))
    for path in CLOSED:
        answer = client.get(path.format(pk=giang.user_id))
        assert answer.status_code in (302, 403, 404), path
        assert "Giàng A Sùng" not in answer.content.decode()


def test_a_province_admin_whose_role_ended_opens_no_register(signed_in, province_admin, addresses):
    client = signed_in(province_admin)
    Role.objects.filter(user=province_admin).update(ends_on="2026-11-23")
    assert client.get(addresses[0]).status_code in (302, 403, 404)
