"""Who marks reads how long a paper was shut on a tablet without signal; no mark depends on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.courses.sitting import found, send, take_tickets, worked

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.usefixtures("no_quota")


def shut_for(minutes, client, giang, quiz):
    """(ticket, events) of an attempt that was shut for so long after its first answer, by the calendar."""
    ticket = take_tickets(client, quiz)["tickets"][0]
    first, *rest, submitted = worked(giang, ticket)
    begun = timezone.now()
    again = begun + minutes * MINUTE
    # By the stopwatch all was answered at once, and handed in a minute later.
    told = [(first, begun), *((one, again) for one in rest), (submitted, again + MINUTE)]
    return ticket, [one | {"wall": wall.isoformat()} for one, wall in told]


@pytest.mark.parametrize(
    ("minutes", "since", "words"),
    [
        (40, DAY, "khoảng 40 phút theo đồng hồ của máy"),
        (4, DAY, ""),
        # More than there was since the ticket was told: that calendar is wrong.
        (40, HOUR / 2, ""),
        # It went back while she sat there.
        (-40, DAY, ""),
    ],
)
def test_a_teacher_reads_how_long_the_paper_was_shut(
    minutes, since, words, giang, ms_lan, quiz, signed_in, time_machine
):
    client = signed_in(giang)
    ticket, events = shut_for(minutes, client, giang, quiz)
    time_machine.shift(since)
    assert send(signed_in(giang), events) == ["stored"] * 6
    assert found(ticket).flags == []
    page = signed_in(ms_lan).get(f"/attempts/{ticket['id']}/").content.decode()
    assert ("Trang bài đóng" in page) == bool(words)
    assert words in page
    assert "Trang bài đóng" not in signed_in(giang).get(f"/attempts/{ticket['id']}/").content.decode()
