"""«Máy của em»: what I hold, and exactly what the machine tells of me."""

from datetime import date, timedelta

import pytest

from devices import binding, counting
from students import consents
from students.models import Consent
from tests.devices import builders as make

TODAY = date(2026, 11, 24)


@pytest.fixture
def used(paper, tablet, giang, hoa, school_admin):
    """Giàng learnt 25 minutes on his tablet, five of them without signal; Hoa 40 on the same one."""
    make.agree_to_usage(giang, hoa)
    install, _token = binding.bind(binding.new_code(tablet, by=school_admin), browser="Chrome/96.0")
    counts = {"active_s": 1800, "learn_s": 1500, "offline_s": 300}
    counting.count_days(install, giang, {TODAY - timedelta(days=1): counts})
    counting.count_days(install, hoa, {TODAY: {"active_s": 2400, "learn_s": 2400}})
    return paper


def mine(signed_in, person):
    return " ".join(signed_in(person).get("/devices/mine/").content.decode().split())


def test_a_pupil_reads_what_is_held_and_when_its_plan_ends(paper, giang, signed_in):
    page = mine(signed_in, giang)
    for fact in ("K7M3PX", "Bộ sạc", "30/11/2026", "còn 6 ngày", "báo thầy cô trước khi hết hạn"):
        assert fact in page


def test_a_pupil_reads_the_own_numbers_and_nobody_elses(used, giang, signed_in):
    page = mine(signed_in, giang)
    assert "25 phút học trong hai tuần" in page
    assert "Chrome 96" in page
    assert "Không bao giờ ghi" in page
    assert "40" not in page.partition("Máy này ghi lại")[2].partition("</table>")[0]


def test_after_the_consent_was_taken_back_it_says_not_measured(used, giang, signed_in, school_admin):
    consents.withdraw(giang, Consent.Purpose.USAGE, by=school_admin)
    page = mine(signed_in, giang)
    assert "Không đo" in page
    assert "25 phút" not in page


def test_a_machine_without_a_bound_browser_says_so(paper, giang, signed_in):
    make.agree_to_usage(giang)
    assert "nhà trường chưa gắn máy" in mine(signed_in, giang)


def test_a_parent_reads_the_same_of_the_child(used, giang, signed_in):
    from students.models import Guardian, Guardianship
    from tests.builders import make_user

    user = make_user("ph.dua", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name="Giàng Thị Dua")
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    assert "25 phút học trong hai tuần" in mine(signed_in, user)
    assert "máy ghi được 25 phút" in signed_in(user).get("/family/").content.decode()
