"""What goes of the exchange."""

import uuid
from datetime import date

from courses.exchange import ending, posting
from courses.models import Post, Thread
from lms import retention
from tests.courses.exchange import begin, page_of

State = Post.State


def test_what_a_pupil_wrote_goes_and_the_thread_stays_readable(
    class_6a, giang, hoa, ms_lan, asked, signed_in
):
    post = begin(giang.user, class_6a)
    posting.reply(hoa.user, post.thread, uuid.uuid4(), "Mình ra nhé", [])
    for _twice in range(2):
        ending.forget_of(giang)
    shown = page_of(signed_in(hoa), post.thread)
    assert "Bài này đã xóa" in shown
    assert "Mình ra nhé" in shown
    assert "Mai ra sân" not in shown
    assert "Giàng" not in shown
    assert not Thread.objects.filter(pk=asked.pk).exists()


def test_a_year_after_the_last_post_a_thread_goes(class_6a, giang, ms_lan):
    thread = begin(giang.user, class_6a).thread
    retention.forget(date(2027, 11, 20))
    assert Thread.objects.filter(pk=thread.pk).exists()
    retention.forget(date(2027, 11, 26))
    assert not Thread.objects.exists()
