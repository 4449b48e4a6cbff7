"""A code binds one browser to one device, once; the token in its cookie opens nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from devices import binding
from devices.models import DeviceInstall, EnrolmentCode


@pytest.fixture
def code(tablet, school_admin):
    return binding.new_code(tablet, by=school_admin)


def test_a_code_becomes_a_token_of_which_only_the_hash_is_kept(code, tablet):
    install, token = binding.bind(code, browser="Mozilla/5.0 … Chrome/96.0 Mobile")
    assert binding.install_of(token) == install
    assert (install.device, install.browser) == (tablet, "Chrome 96")
    assert len(token) >= 22
    assert token not in install.token_hash
    assert not EnrolmentCode.objects.filter(code_hash=code).exists()


def test_a_code_can_be_typed_in_small_letters_with_a_dash(code):
    assert binding.bind(f"{code[:4]}-{code[4:]}".lower())


def test_a_photographed_code_is_refused_and_counted(code):
    binding.bind(code)
    for _ in range(2):
        with pytest.raises(binding.NotBound):
            binding.find_code(code)
    assert EnrolmentCode.objects.get().late_tries == 2
    assert DeviceInstall.objects.count() == 1


def test_the_school_sees_that_a_used_code_came_again_until_it_says_known(
    code, school_admin, other_school_admin, signed_in, client
):
    binding.bind(code)
    client.get(f"/d/{code}/", follow=True)
    assert client.post(f"/d/{code}/").status_code == 404
    staff = signed_in(school_admin)
    for path in ("/devices/", "/devices/K7M3PX/", "/devices/use/", "/school/"):
        assert "dùng lại" in staff.get(path).content.decode()
    stranger = signed_in(other_school_admin)
    assert "dùng lại" not in stranger.get("/devices/use/").content.decode()
    assert stranger.post("/devices/use/codes/K7M3PX/").status_code == 404
    staff = signed_in(school_admin)
    for _ in range(2):
        staff.post("/devices/use/codes/K7M3PX/")
    assert "dùng lại" not in staff.get("/devices/").content.decode()
    assert EnrolmentCode.objects.get().known_by == school_admin


def test_a_code_ends_after_seven_days_or_with_the_next_one(code, tablet, school_admin, time_machine):
    newer = binding.new_code(tablet, by=school_admin)
    with pytest.raises(binding.NotBound):
        binding.bind(code)
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    with pytest.raises(binding.NotBound):
        binding.bind(newer)


def test_several_browsers_of_a_tablet_can_be_bound(code, tablet, school_admin):
    binding.bind(code)
    binding.bind(binding.new_code(tablet, by=school_admin))
    assert tablet.installs.in_force().count() == 2


def test_a_browser_that_is_bound_anew_leaves_its_old_device(code, other_tablet, school_admin):
    install, token = binding.bind(code)
    binding.bind(binding.new_code(other_tablet, by=school_admin), old_token=token)
    assert binding.install_of(token) is None


def test_an_unbound_token_is_nobody(code, school_admin):
    install, token = binding.bind(code)
    binding.unbind(install, by=school_admin)
    assert binding.install_of(token) is None


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "đ\x00"])
def test_a_made_up_token_is_nobody(db, token):
    assert binding.install_of(token) is None


@pytest.mark.parametrize("path", ["/today/", "/students/", "/devices/", "/me/device/", "/classes/"])
def test_a_token_alone_reads_nothing(client, settings, code, giang, path):
    _install, token = binding.bind(code)
    client.cookies[settings.DEVICE_COOKIE_NAME] = token
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    assert "/sign-in/" in answer.get("Location", "/sign-in/")
    assert client.get("/sync/").status_code == 401
    assert client.get("/me.json?door=1").json() == {}
