"""What people do in many journeys: come in and leave, begin a quiz and answer, take something home."""

import re
import subprocess
import sys

from playwright.sync_api import expect

SAVED_HERE, SAVED_AT_SCHOOL = "Đã lưu trên máy", "Đã lưu, trường đã nhận"


# --- At school ---


def sign_in(page, pupil):
    """By the code, whatever names this tablet offers."""
    page.goto("/sign-in/?other")
    page.fill("[name=code]", pupil["code"])
    # As it is typed: each figure may be the last, and the safe is begun then.
    page.locator("[name=pin]").press_sequentially(pupil["pin"])
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def sign_in_staff(page, person):
    page.goto("/sign-in/staff/")
    page.fill("[name=username]", person["username"])
    page.fill("[name=password]", person["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def sign_out(page):
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/**")
    page.wait_for_load_state("networkidle")


def learner_of(page):
    return next(c["value"] for c in page.context.cookies() if c["name"] == "learner")


# --- A quiz ---


def one_more_try(server):
    """Other journeys may have used up the tries at the demo's quiz."""
    words = "from courses import keeping; from courses.models import QuizPage; "
    # As publishing does: quizzes are remembered for an edition.
    words += "QuizPage.objects.update(tries=9); keeping.forget_everything()"
    subprocess.run([sys.executable, "manage.py", "shell", "-c", words], env=server.env, check=True)


def begin_quiz(page, people):
    page.goto(people["base_paths"]["quiz"])
    page.locator("main a[href^='/attempts/new/']").first.click()
    page.locator("main form button").click()
    page.wait_for_selector("attempt-form[data-ready]")


def answer_first_option(question):
    box = question.locator("input[type=radio], input[type=checkbox]")
    if box.count():
        box.first.check()
    else:
        question.locator("input[type=text]").fill("1")
        question.locator("input[type=text]").blur()


# --- Without signal ---


def take_home(page, address):
    """By the link on the page at `address`; the key of what was taken."""
    page.goto(address)
    page.locator("main a[href*='/takeaways/']").first.click()
    page.locator("take-along [data-is=button]").click()
    expect(page.locator("take-along [data-is=done]")).to_be_visible(timeout=20000)
    return re.search(r"/takeaways/\w+/([0-9a-f-]{36})/", page.url).group(1)


def names_at_the_door(page):
    return page.locator("offline-door .sign-in-name")


def come_in_without_signal(page, name, pin):
    """`name`: one of `names_at_the_door`."""
    name.click()
    page.locator("offline-door [data-go]").wait_for()
    if page.locator("[data-by-pictures]").is_visible():
        page.locator("[data-switch]").click()
    page.fill("#door-pin", pin)
    page.locator("offline-door [data-go]").click()


def leave_without_signal(page):
    page.locator("offline-door [data-leave]").click()
    names_at_the_door(page).first.wait_for()
