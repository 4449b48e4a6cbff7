"""After thirteen months no day of a child's use is kept; the sums of the school stay."""

from datetime import date

import pytest

from devices import binding, counting, papers_kept
from devices.loss import losing
from devices.models import Loss, UsageDay, UsageMonth
from devices.retention import first_day_kept, forget_old_days
from devices.rollup import roll_up
from devices.take_back import take_back
from lms import daily
from tests.devices import builders as make
from tests.devices.test_usage import take

TODAY = date(2026, 11, 24)


@pytest.fixture
def token(tablet, giang, school_admin):
    make.agree_to_usage(giang)
    return binding.bind(binding.new_code(tablet, by=school_admin))[1]


@pytest.fixture
def used(token, giang):
    """Days of three months: one that is to go, the first that stays, and this one."""
    install = binding.install_of(token)
    for day in (date(2025, 10, 31), date(2025, 11, 1), date(2026, 11, 24)):
        counting.count_days(install, giang, {day: {"active_s": 600, "learn_s": 300}})


def days():
    return sorted(UsageDay.objects.values_list("day", flat=True))


def test_days_older_than_thirteen_months_go_and_their_sum_stays(used):
    forget_old_days(TODAY)
    assert days() == [date(2025, 11, 1), date(2026, 11, 24)]
    assert UsageMonth.objects.get(month=date(2025, 10, 1)).learn_s == 300


def test_a_sum_that_stands_is_not_made_again(used, muong_nha):
    roll_up(date(2025, 10, 1))
    UsageMonth.objects.update(device_days=99)
    for _ in range(2):
        forget_old_days(TODAY)
    assert UsageMonth.objects.get(month=date(2025, 10, 1)).device_days == 99


def test_what_arrives_after_its_month_has_gone_is_not_kept(token, giang):
    assert take(giang, token, day=date(2025, 10, 31), active_s=60).reason == "too_old"
    assert take(giang, token, day=date(2025, 11, 1), active_s=60).status == "stored"


@pytest.mark.parametrize(
    ("today", "first"),
    [("2026-11-30", "2025-11-01"), ("2026-12-01", "2025-12-01"), ("2027-01-15", "2026-01-01")],
)
def test_never_more_than_thirteen_months(today, first):
    assert first_day_kept(date.fromisoformat(today)) == date.fromisoformat(first)


def test_the_worker_does_it_every_night(used):
    daily.do_round.func()
    assert len(days()) == 2


# Papers


@pytest.fixture
def old_paper(paper, school_admin, time_machine):
    """Handed over and signed in November 2026, with a scan; everything came back in May 2027."""
    make.attach_scan(paper, school_admin)
    time_machine.move_to("2027-05-20T09:00:00+07:00")
    take_back(paper.lines.all(), by=school_admin, note="Giàng A Sùng trả")
    return paper


def test_a_paper_is_kept_for_ten_years_from_the_day_the_device_came_back(old_paper, time_machine):
    assert papers_kept.kept_until(old_paper) == date(2037, 5, 20)
    time_machine.move_to("2037-05-20T02:00:00+07:00")
    assert papers_kept.forget_papers(date(2037, 5, 20)) == 0
    time_machine.move_to("2037-05-21T02:00:00+07:00")
    for gone in (1, 0):
        assert papers_kept.forget_papers(date(2037, 5, 21)) == gone
    old_paper.refresh_from_db()
    assert (old_paper.receiver_name, old_paper.forgotten_on) == ("", date(2037, 5, 21))
    assert not old_paper.scans.standing().exists()
    assert set(old_paper.lines.values_list("return_note", flat=True)) == {""}
    assert old_paper.lines.count() == 3


def test_a_paper_whose_time_is_over_is_still_opened_and_printed(
    old_paper, signed_in, school_admin, time_machine
):
    time_machine.move_to("2037-05-21T02:00:00+07:00")
    papers_kept.forget_papers(date(2037, 5, 21))
    client = signed_in(school_admin)
    assert "(hết hạn giữ tên)" in client.get(f"/handovers/{old_paper.pk}/").text
    assert client.get("/handovers/").status_code == 200
    assert client.get(f"/handovers/{old_paper.pk}/paper/")["Content-Type"] == "application/pdf"


def test_what_was_told_of_a_loss_goes_with_the_paper(paper, tablet, school_admin, time_machine):
    told = {"kind": "lost", "happened_on": TODAY, "place": "Bến xe", "circumstances": "Giàng A Sùng để quên"}
    loss = losing.lose(Loss(device=tablet, **told), school_admin)
    make.attach_scan(loss, school_admin)
    take_back(paper.lines.open(), by=school_admin)
    time_machine.move_to("2036-11-25T02:00:00+07:00")
    papers_kept.forget_papers(date(2036, 11, 25))
    loss.refresh_from_db()
    assert (loss.place, loss.circumstances) == ("Bến xe", "–")
    assert not loss.scans.standing().exists()


def test_a_gift_counts_from_its_day_and_a_loan_without_end(tablet, giang, hoa, school_admin):
    gift = make.give(giang, school_admin, tablet, tenure="gift_pupil")
    loan = make.give(hoa, school_admin, make.make_device(tablet.school), tenure="school_loan")
    assert papers_kept.kept_until(gift) == date(2036, 11, 24)
    assert papers_kept.kept_until(loan) is None
