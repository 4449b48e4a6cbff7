"""The doors open: whoever comes finds a page that fits, in Vietnamese, without a third party."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, assert_fits


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/ph/", "/sign-in/staff/"])
def test_a_door_opens_and_fits(page, path, size):
    page.set_viewport_size(size)
    page.goto(path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert page.title().startswith(page.locator("h1").inner_text().strip())
    assert_fits(page)


def test_a_pupil_signs_in_with_code_and_pin(page, people):
    page.goto("/sign-in/")
    page.locator("[name=code]").fill(people["pupil"]["code"])
    page.locator("[name=pin]").fill(people["pupil"]["pin"])
    page.locator("[name=pin]").press("Enter")
    expect(page).not_to_have_url("/sign-in/")
    assert_fits(page)


def test_a_parent_comes_in_by_the_card_and_needs_the_pin_for_the_rest(page, people):
    page.goto(people["guardian"]["card"])
    page.locator("main form button").click()
    expect(page).to_have_url("/family/")
    assert_fits(page)
    # A browser without a Vietnamese voice of its own offers nothing to listen to.
    expect(page.locator("read-aloud button").first).to_be_hidden()
    page.locator("a[href$='/rights/']").first.click()
    page.locator("[name=pin]").fill(people["guardian"]["pin"])
    page.locator("[name=pin]").press("Enter")
    expect(page.locator("h1")).to_have_text("Quyền của gia đình")
    assert_fits(page)


@pytest.mark.parametrize("who", ["teacher", "school_admin", "province_admin"])
def test_staff_sign_in(page, people, who):
    page.goto("/sign-in/staff/")
    page.locator("[name=username]").fill(people[who]["username"])
    page.locator("[name=password]").fill(people[who]["password"])
    page.locator("[name=password]").press("Enter")
    expect(page).not_to_have_url("/sign-in/staff/")
    assert_fits(page)
