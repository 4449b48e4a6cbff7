"""Short lectures outside the back office: piece by piece, kept again and again, by two people, sent out."""

import uuid

from courses.models import LecturePage
from courses.writing import drafts, sending
from students.models import Role
from tests import builders
from tests.courses.writing.builders import body_of, send_piece, where


def test_what_is_missing_is_told_and_then_the_class_reads_it(ms_lan, lecture, giang, vang, signed_in):
    client = signed_in(ms_lan)
    client.post(where(lecture, "send"))
    assert "Bài chưa có gì" in client.get(where(lecture)).content.decode()
    send_piece(client, lecture, text="Chào các em")
    client.post(where(lecture, "send"))
    page = LecturePage.objects.get()
    assert page.live
    assert f"/desk/give/?page={page.translation_key}" in client.get(where(lecture)).content.decode()
    assert signed_in(giang).get(page.url).status_code == 200
    assert signed_in(vang).get(page.url).status_code == 404
    client = signed_in(ms_lan)
    client.post(where(lecture, "take-back"))
    assert not LecturePage.objects.get().live


def test_where_the_school_has_an_approver_it_is_sent_in(ms_lan, lecture, signed_in, muong_nha):
    builders.make_staff("duyet.mn", "Quàng Thị Mai", Role.Kind.APPROVER, school=muong_nha)
    client = signed_in(ms_lan)
    _key, first = send_piece(client, lecture, text="Chào các em")
    assert "Quàng Thị Mai" in client.get(where(lecture)).content.decode()
    client.post(where(lecture, "send"))
    page = LecturePage.objects.get()
    assert (page.live, page.workflow_in_progress) == (False, True)
    assert send_piece(client, lecture, text="nữa")[1].status_code == 423
    client.post(where(lecture, "take-back"))
    assert not LecturePage.objects.get().workflow_in_progress
    assert send_piece(client, lecture, text="nữa")[1].status_code == 200


def test_the_other_school_finds_nothing(mr_pao, lecture, signed_in):
    client = signed_in(mr_pao)
    key = str(uuid.uuid4())
    for address in ((), ("preview",)):
        assert client.get(where(lecture, *address)).status_code == 404
    for address in (
        ("head",),
        ("pieces", key),
        ("pieces", key, "drop"),
        ("order",),
        ("send",),
        ("take-back",),
    ):
        assert client.post(where(lecture, *address), {"kind": "text", "text": "x"}).status_code == 404
    assert "Phân số quanh em" not in client.get("/writing/").content.decode()
    assert not body_of(lecture)


def test_what_goes_out_is_judged_not_what_is_out(ms_lan, lecture, signed_in):
    """Whoever may write for all in the back office still needs somebody to publish it for all."""
    client = signed_in(ms_lan)
    send_piece(client, lecture, text="Chào các em")
    drafts.change(lecture, ms_lan, lambda draft: setattr(draft, "audience", "public"))
    page = LecturePage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert draft.audience == "public"
    assert sending.way_for(page, draft, ms_lan) != "publish"
    client.post(where(lecture, "send"))
    page = LecturePage.objects.get()
    assert (page.live, page.audience) == (False, "school")


def test_what_a_pattern_left_open_is_asked_here_too(ms_lan, lecture, signed_in):
    client = signed_in(ms_lan)
    send_piece(client, lecture, text="✎ Viết mục tiêu ở đây")
    client.post(where(lecture, "send"))
    assert not LecturePage.objects.get().live
    assert "1 chỗ" in client.get(where(lecture)).content.decode()
