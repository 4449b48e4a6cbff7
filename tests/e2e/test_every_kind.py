"""A pupil with one finger answers every way of asking, on a telephone: pairs, order, groups, gaps, a picture,
a text, handwriting and a voice; then the school finds what waits to be marked."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.acts import SAVED_AT_SCHOOL, sign_in, sign_in_staff
from tests.e2e.conftest import assert_fits

QUIZ = "/khoa-hoc-tu-nhien/khoa-hoc-tu-nhien-6/kiem-tra-nuoc-quanh-em/"


def a_page_of_handwriting():
    file = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(file, "JPEG", quality=90)
    return {"name": "trang.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_a_pupil_answers_every_kind_by_touch(page, people, new_context):
    sign_in(page, people["pupil"])
    page.goto(QUIZ)
    page.locator("main a[href^='/attempts/new/']").first.tap()
    page.locator("main form button").tap()
    page.wait_for_selector("attempt-form[data-ready]")
    assert_fits(page)

    def question(kind):
        return page.locator(f"fieldset[data-kind={kind}]")

    def choose_all(kind):
        lists = question(kind).locator("select")
        for number in range(lists.count()):
            lists.nth(number).select_option(index=1)

    choose_all("matching")
    question("ordering").locator("button").nth(1).tap()
    groups = question("classify").locator("li")
    for number in range(groups.count()):
        groups.nth(number).locator("label").first.tap()
    gaps = question("cloze").locator("input[type=text]")
    for number in range(gaps.count()):
        gaps.nth(number).fill("0")
    choose_all("cloze")
    picture = question("picture_spots")
    picture.locator(".words__one").first.tap()
    picture.locator("[data-spot]").first.tap()
    expect(picture.locator("select").first).not_to_have_value("")
    assert page.locator(".passage").count() == 1
    question("one_choice").locator("label").nth(1).tap()
    question("true_false").locator("label").first.tap()
    question("essay").locator("textarea").fill("Nhà em dùng nước suối. Em khóa vòi khi không dùng.")
    question("photo").locator("input[type=file]").set_input_files([a_page_of_handwriting()])
    expect(question("photo").locator("ol li")).to_have_count(1, timeout=15_000)
    record = question("spoken").locator("button").first
    record.tap()
    page.wait_for_timeout(1200)
    record.tap()
    expect(question("spoken").locator("ol li")).to_have_count(1, timeout=15_000)

    for kind in ("matching", "ordering", "classify", "cloze", "picture_spots", "essay", "photo", "spoken"):
        expect(question(kind).locator("[data-state]")).to_have_text(SAVED_AT_SCHOOL, timeout=20_000)
    assert_fits(page)
    submit = page.locator("button[value=submit]")
    submit.tap()
    expect(page.locator("[data-step=school]")).to_have_class("is-done", timeout=20_000)
    page.locator("[data-result-link]").tap()
    expect(page.locator("main")).to_contain_text("Thầy cô")
    attempt = page.url

    desk = new_context().new_page()
    sign_in_staff(desk, people["school_admin"])
    desk.goto(attempt)
    expect(desk.locator("main img")).not_to_have_count(0)
    expect(desk.locator("main audio")).to_have_count(1)
    expect(desk.locator("main")).to_contain_text("khóa vòi")
