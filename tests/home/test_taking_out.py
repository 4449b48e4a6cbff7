"""A gathered work comes out of the archive again: whoever says no afterwards, and what of it is left."""

import pytest
from wagtail.rich_text import RichText

from courses import on_page, task_works
from courses.models import Licence
from home.culture.taking_out import ACT, READ
from home.models import CultureEntryPage, GatheredWork, LeftOver
from lms.models import Change, Look, Picture
from tests.courses import builders as lectures
from tests.home import archive


def hand_in_to_another(student):
    body = lectures.a_body(("task", {"title": "Hỏi cô", "text": "<p>Cô em hát gì?</p>"}))
    return archive.hand_in(student, lectures.make_lecture("Hát", body=body), "Cô em hát")


def test_who_says_no_afterwards_comes_out_with_photos_words_and_name(
    works_path, task, giang, hoa, ms_lan, mr_pao, elder, signed_in
):
    works = [archive.hand_in(giang, task, "Bà em <kể>", photo=True), archive.hand_in(hoa, task, "Ông em hát")]
    keys = [work.pk for work in works]
    signed_in(ms_lan).post(works_path, archive.to_gather(works[0], works=keys, agreed=keys))
    page = CultureEntryPage.objects.get()
    page.collected_by += f"\n{giang.full_name}"
    page.save_revision()
    address = f"/collecting/gathered/{page.translation_key}/"
    row = giang.gathered_works.get()
    assert giang.full_name in signed_in(ms_lan).get(address).content.decode()
    assert Look.objects.filter(what="gathered work", object_id=str(giang.pk), actor=ms_lan).count() == 1
    assert signed_in(mr_pao).get(address).status_code == 404
    assert signed_in(mr_pao).post(address, {"work": row.pk}).status_code == 404
    pictures = Picture.objects.count()
    client = signed_in(ms_lan)
    assert client.post(address, {"work": row.pk}).status_code == 302
    assert client.post(address, {"work": row.pk}).status_code == 302
    draft = CultureEntryPage.objects.get().get_latest_revision_as_object()
    assert [block.value.source for block in draft.body] == ["<p>Ông em hát</p>"]
    assert draft.collector_lines == ["Học sinh lớp 6A, PTDTBT THCS Mường Nhà"]
    assert Picture.objects.count() == pictures - 1
    assert GatheredWork.objects.get().student == hoa
    # Without a work, with nonsense or with one of another entry nothing was done, and nothing says so.
    other = archive.gather(hand_in_to_another(hoa), ms_lan, hoa.current_enrolment().school_class)
    for wrong in [{}, {"work": "x"}, {"work": "9" * 40}, {"work": other.gathered.get().pk}]:
        assert client.post(address, wrong).status_code == 404, wrong
    assert GatheredWork.objects.count() == 2
    assert giang.full_name not in str([(line.label, line.after) for line in Change.objects.filter(act=ACT)])


@pytest.fixture
def taken_out(works_path, task, giang, ms_lan, signed_in):
    """A work is gathered, its draft changed by `edit`, and taken out: the draft then, and the answer."""

    def take(edit):
        signed_in(ms_lan).post(
            works_path, archive.to_gather(archive.hand_in(giang, task, "Bà em kể chuyện con hổ", photo=True))
        )
        draft = CultureEntryPage.objects.get().get_latest_revision_as_object()
        edit(draft)
        draft.save_revision()
        address = f"/collecting/gathered/{draft.translation_key}/"
        work = {"work": giang.gathered_works.get().pk}
        answer = signed_in(ms_lan).post(address, work, follow=True).content.decode()
        return CultureEntryPage.objects.get().get_latest_revision_as_object(), answer

    return take


def test_words_that_were_rewritten_go_out_when_the_work_itself_is_long_forgotten(taken_out, giang):
    def edit(draft):
        draft.body[0].value = RichText("<p>Một bà ở bản kể về con hổ.</p>")
        draft.body.append(("text", "<p>Lời của ban biên tập.</p>"))
        draft.collected_by += "\nVàng Thị Hoa, Giang A Sung (6A)"
        task_works.forget(giang.task_works.all())

    draft, answer = taken_out(edit)
    assert [block.value.source for block in draft.body] == ["<p>Lời của ban biên tập.</p>"]
    assert draft.collector_lines[1:] == ["Vàng Thị Hoa, 6A"]
    assert "Bản nháp không còn gì của bài ấy" in answer


def test_who_takes_out_what_was_moved_hears_that_it_still_stands(taken_out):
    def edit(draft):
        del draft.body[0]
        draft.summary = "Bạn Giàng A Sùng viết."

    _draft, answer = taken_out(edit)
    assert "viết lại hoặc chuyển chỗ" in answer
    assert "Tên em vẫn còn trong bản nháp" in answer
    assert "không còn gì" not in answer


def test_who_takes_out_what_was_copied_elsewhere_hears_that_it_still_stands(taken_out):
    def edit(draft):
        draft.summary = "Nghe rằng: “Bà em kể chuyện con hổ”."

    draft, answer = taken_out(edit)
    assert not len(draft.body)
    assert "viết lại hoặc chuyển chỗ" in answer


def test_of_works_gathered_long_ago_nobody_claims_that_nothing_is_left(taken_out, giang):
    def edit(draft):
        giang.gathered_works.update(block_ids=None)
        task_works.forget(giang.task_works.all())

    draft, answer = taken_out(edit)
    assert [block.block_type for block in draft.body] == ["text"]
    assert "viết lại hoặc chuyển chỗ" in answer


def test_a_public_entry_goes_off_with_a_work_that_is_taken_out(
    works_path, task, giang, ms_lan, elder, signed_in
):
    signed_in(ms_lan).post(works_path, archive.to_gather(archive.hand_in(giang, task, "Kể")))
    page = CultureEntryPage.objects.get()
    page.licence, page.sources = Licence.objects.get(code="own"), "Lời kể trong lớp"
    page.save_revision()
    archive.approve(page, elder)
    page.get_latest_revision().publish()
    assert CultureEntryPage.objects.get().live
    answer = signed_in(ms_lan).post(
        f"/collecting/gathered/{page.translation_key}/", {"work": giang.gathered_works.get().pk}, follow=True
    )
    assert "đã gỡ xuống" in answer.content.decode()
    assert not CultureEntryPage.objects.get().live


def test_no_earlier_version_tells_what_was_taken_out(works_path, task, giang, hoa, ms_lan, signed_in):
    works = [
        archive.hand_in(giang, task, "Bà em kể chuyện con hổ", photo=True),
        archive.hand_in(hoa, task, "Ông em hát"),
    ]
    keys = [work.pk for work in works]
    signed_in(ms_lan).post(works_path, archive.to_gather(works[0], works=keys, agreed=keys))
    page = CultureEntryPage.objects.get()
    page.collected_by += f"\n{giang.full_name}"
    page.save_revision()
    # In this version somebody told it in other words.
    moved = page.get_latest_revision_as_object()
    moved.summary = f"{giang.full_name} kể chuyện con hổ"
    del moved.body[0], moved.body[0]
    moved.save_revision()
    page.save_revision()
    address = f"/collecting/gathered/{page.translation_key}/"
    signed_in(ms_lan).post(address, {"work": giang.gathered_works.get().pk})
    page = CultureEntryPage.objects.get()
    assert page.revisions.count() == 5
    kept = [on_page.words_of(one) for one in [page, *(row.as_object() for row in page.revisions.all())]]
    assert not [text for text in kept if "con hổ" in text or giang.full_name in text]
    assert [text for text in kept if "Ông em hát" in text] == kept
    assert not LeftOver.objects.exists()


def test_what_is_left_keeps_the_entry_back_until_an_editor_has_read_it(
    taken_out, giang, ms_lan, mr_pao, approver, elder, signed_in
):
    def edit(draft):
        draft.licence, draft.sources = Licence.objects.get(code="own"), "Lời kể trong lớp"
        draft.body = [("text", "<p>Lời của ban biên tập.</p>")]
        draft.summary = "Ở bản có con hổ"

    draft, _answer = taken_out(edit)
    archive.approve(draft, elder)
    assert "Không còn gì của bài ấy" in archive.refused(draft)
    address = f"/collecting/community/{draft.translation_key}/"
    read = {"version": draft.latest_revision_id}
    assert signed_in(mr_pao).post(f"{address}left/", read).status_code == 403
    editor = signed_in(approver)
    assert "Không còn gì của bài ấy" in editor.get(f"{address}ask/").content.decode()
    draft.summary = "Chuyện ở bản"
    draft.save_revision()
    # Of another wording than the one that was read nobody has said anything.
    answer = editor.post(f"{address}left/", read, follow=True).content.decode()
    assert "vừa được sửa" in answer
    read = {"version": CultureEntryPage.objects.get().latest_revision_id}
    assert editor.post(f"{address}left/", read).status_code == 302
    page = CultureEntryPage.objects.get()
    assert not [one for one in page.revisions.all() if "con hổ" in str(one.content)]
    archive.approve(page, elder)
    page.get_latest_revision().publish()
    assert CultureEntryPage.objects.get().summary == "Chuyện ở bản"
    # Twice is as once.
    assert editor.post(f"{address}left/", read).status_code == 302
    assert Change.objects.filter(act=READ, actor=approver).count() == 1
