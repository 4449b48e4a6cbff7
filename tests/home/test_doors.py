"""Which doors stand in the row, and which behind «Thêm»."""

import re

from lms import navigation

LINK = re.compile(r'<a class="nav__link" href="([^"]+)"')


def doors(page):
    """([addresses in the row], [addresses behind «Thêm»])"""
    nav = re.search(r"<nav class=\"nav .*?</nav>", page, re.DOTALL)[0]
    row, _summary, more = nav.partition("<summary")
    return LINK.findall(row), LINK.findall(more)


def test_a_teachers_row_holds_what_is_opened_every_day(ms_lan, signed_in):
    row, more = doors(signed_in(ms_lan).get("/desk/").content.decode())
    assert {"/desk/", "/notices/", "/classes/", "/mark-book/", "/exchange/", "/lectures/"} <= set(row)
    assert len(row) <= 7
    assert "/questions/banks/" in more


def test_behind_more_one_reads_where_one_is(ms_lan, signed_in):
    page = signed_in(ms_lan).get("/questions/banks/").content.decode()
    assert re.search(r"nav__link--here\">\s*Ngân hàng câu hỏi", page)


def test_a_row_with_room_takes_more_than_what_is_daily(author, signed_in):
    row, _more = doors(signed_in(author).get("/lectures/").content.decode())
    assert len(row) == navigation.MOST_IN_ROW
    assert "/admin/" in row


def test_a_pupil_has_all_doors_in_the_row(giang, signed_in):
    row, more = doors(signed_in(giang).get("/lectures/").content.decode())
    assert "/today/" in row
    assert more == []
