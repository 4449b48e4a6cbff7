"""A competition from the pupil who wants to take part to the stranger who checks the certificate."""

import re
import subprocess
import sys

from playwright.sync_api import expect

from tests.e2e.acts import answer_first_option, sign_in, sign_in_staff
from tests.e2e.conftest import assert_fits

TITLE, ROUND = "Rung chuông vàng Điện Biên", "Sơ khảo"
# The demo's round is weeks ahead; here its hours are now, and over when all have handed in.
HOURS = """
from datetime import timedelta
from django.utils import timezone
from courses import keeping
from courses.models import QuizPage
now = timezone.now()
pages = QuizPage.objects.filter(competition_session__round__title="Sơ khảo")
pages.update(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(minutes={minutes}), grace_minutes=0)
keeping.forget_everything()
"""


def set_hours(server, minutes):
    """The sessions of the round are open for so long; of less than nothing: they are over."""
    words = HOURS.format(minutes=minutes)
    subprocess.run([sys.executable, "manage.py", "shell", "-c", words], env=server.env, check=True)


def to_the_competition(page):
    page.goto("/competitions/")
    page.get_by_role("link", name=TITLE).click()


def test_from_the_entry_to_the_certificate(page, new_context, people, server):
    sign_in(page, people["pupil"])
    to_the_competition(page)
    assert_fits(page)
    page.fill("[name=nickname]", "Cánh Diều Đỏ")
    page.get_by_role("button", name="Em dự thi").click()
    expect(page.get_by_text("Cánh Diều Đỏ")).to_be_visible()

    teacher = new_context().new_page()
    sign_in_staff(teacher, people["teacher"])
    to_the_competition(teacher)
    teacher.locator("a[href$='/entries/']").first.click()
    expect(teacher.get_by_text("Cánh Diều Đỏ")).to_be_visible()
    teacher.get_by_role("button", name="Xác nhận").first.click()
    assert_fits(teacher)

    set_hours(server, minutes=30)
    officer = new_context().new_page()
    sign_in_staff(officer, people["province_admin"])
    to_the_competition(officer)
    officer.get_by_role("link", name=ROUND, exact=True).click()
    officer.get_by_role("button", name="Xếp suất thi").click()
    round_page = officer.url

    to_the_competition(page)
    page.locator("section", has=page.get_by_role("heading", name=ROUND)).locator("a.button").click()
    page.locator("main form button").click()
    page.wait_for_selector("attempt-form[data-ready]")
    for question in page.locator("fieldset[data-place]").all():
        answer_first_option(question)
    # Everything is answered: nothing is asked again.
    page.locator("button[value=submit]").click()
    expect(page.locator("[data-step=school]")).to_have_class("is-done", timeout=15000)

    set_hours(server, minutes=-1)
    officer.goto(round_page)
    officer.get_by_role("button", name="Công bố kết quả").click()
    row = officer.locator("tr", has=officer.locator("form")).first
    expect(row).to_be_visible()
    with officer.expect_response(re.compile("certificates.pdf")) as given:
        row.get_by_role("button").click()
    assert given.value.status == 200

    to_the_competition(page)
    certificate = page.locator("a[href*='/certificates/']").first
    code = re.search("/certificates/(.+)[.]pdf", certificate.get_attribute("href"))[1]
    stranger = new_context().new_page()
    stranger.goto("/certificates/")
    stranger.fill("[name=code]", code.lower())
    stranger.locator("main form button").click()
    expect(stranger.get_by_text(TITLE)).to_be_visible()
    expect(stranger.get_by_text("Hạng 1")).to_be_visible()
    assert_fits(stranger)
