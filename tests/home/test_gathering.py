"""What pupils collected becomes a draft, with credit by consent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.rich_text import RichText

from courses import on_page, task_works
from courses.models import Licence
from courses.publicity import NoConsent
from home.culture import gathering
from home.culture.taking_out import ACT, READ
from home.models import CultureEntryPage, GatheredWork, LeftOver
from lms.models import Change, Look, Picture
from students import consents
from tests.courses import builders as lectures
from tests.courses.builders import make_file
from tests.courses.test_answer_files import a_photo
from tests.home import archive

HERE = {"Origin": "http://testserver"}


@pytest.fixture
def task(db):
    body = lectures.a_body(("task", {"title": "Hỏi ông bà", "text": "<p>Mùa này bản em làm gì?</p>"}))
    return lectures.make_lecture("Sưu tầm", body=body)


def hand_in(student, task, words, photo=False):
    (block,) = task.outline["tasks"]
    pages = []
    if photo:
        pages = [str(task_works.keep_page(task_works.held(student, task, block), a_photo(60, 40)).pk)]
    task_works.hand_in(student, task, block, words, pages, turn=1)
    return student.task_works.get(lecture=task)


@pytest.fixture
def path(task, class_6a):
    archive.make_archive()
    (block,) = task.outline["tasks"]
    return f"/collecting/works/{class_6a.uid}/{task.translation_key}/{block}/"


def hand_in_to_another(student):
    body = lectures.a_body(("task", {"title": "Hỏi cô", "text": "<p>Cô em hát gì?</p>"}))
    return hand_in(student, lectures.make_lecture("Hát", body=body), "Cô em hát")


def told(work, **more):
    return {
        "works": [work.pk],
        "title": "Xên bản Mường Nhà",
        "kind": "festival",
        "people": "03",
        "commune": archive.commune().pk,
        "agreed": [work.pk],
        "agreed_on": "24/11/2026",
        **more,
    }


def test_a_teacher_gathers_works_into_a_draft_once(path, task, giang, hoa, ms_lan, signed_in):
    work = hand_in(giang, task, "Bà em kể <b>chuyện</b>", photo=True)
    hand_in(hoa, task, "Ông em hát")
    client = signed_in(ms_lan)
    assert "Giàng A Sùng" in client.get(path).content.decode()
    assert client.post(path, told(work)).status_code == 302
    page = CultureEntryPage.objects.get()
    assert not page.live
    assert page.collected_by == "Học sinh lớp 6A, PTDTBT THCS Mường Nhà"
    assert [block.block_type for block in page.body] == ["text", "picture"]
    assert "&lt;b&gt;" in str(page.body[0].value)
    assert page.current_workflow_state is not None
    assert page.words.get().state == "asked"
    # Twice is as once.
    assert client.post(path, told(work)).status_code == 422
    assert CultureEntryPage.objects.count() == 1
    assert "Xên bản Mường Nhà" in client.get("/collecting/").content.decode()
    class_6a = giang.current_enrolment().school_class
    again = gathering.gather([work], ms_lan, class_6a, "x", page.kind, [], [], archive.said_yes())
    assert again is None


def test_only_who_agreed_is_named(path, task, giang, hoa, ms_lan, school_admin, signed_in):
    works = [hand_in(giang, task, "Một"), hand_in(hoa, task, "Hai")]
    consents.give(
        giang,
        "name",
        by=school_admin,
        given_by="Giàng Thị Dua",
        how="paper",
        on=giang.current_enrolment().starts_on,
        child_agreed=True,
    )
    keys = [work.pk for work in works]
    signed_in(ms_lan).post(path, told(works[0], works=keys, agreed=keys))
    lines = CultureEntryPage.objects.get().collector_lines
    assert lines == ["Học sinh lớp 6A, PTDTBT THCS Mường Nhà", "Giàng A Sùng"]


def test_works_of_another_class_and_nonsense_are_refused(path, task, giang, vang, mr_pao, ms_lan, signed_in):
    foreign = hand_in(vang, task, "Của lớp khác")
    own = hand_in(giang, task, "Của em")
    for wrong in [
        {"works": [foreign.pk]},
        {"works": ["9" * 40]},
        {"works": []},
        {"agreed": [foreign.pk]},
        {"agreed_on": ""},
        {"agreed_on": "24/11/2099"},
        {"people": "xx"},
        {"commune": "-1"},
    ]:
        assert signed_in(ms_lan).post(path, told(own, **wrong)).status_code == 422, wrong
    assert signed_in(mr_pao).get(path).status_code == 404
    assert not CultureEntryPage.objects.exists()


def test_what_somebody_told_into_the_tablet_goes_along(path, task, giang, ms_lan, signed_in):
    (block,) = task.outline["tasks"]
    client = signed_in(giang)
    address = f"/lectures/{task.translation_key}/tasks/{block}/"
    file = SimpleUploadedFile("ba-ke.mp3", archive.A_RECORDING)
    sent = client.post(address, {"words": "Bà kể", "page-file": file}, headers=HERE)
    assert sent.status_code == 302
    page = giang.task_works.get().pages.get()
    assert page.is_sound
    heard = client.get(f"/lectures/tasks/pages/{page.pk}/")
    assert heard["Content-Type"] == "audio/mpeg"
    assert client.get(f"/lectures/tasks/pages/{page.pk}/small/").status_code == 404
    assert "<audio" in client.get(address).content.decode()
    client = signed_in(ms_lan)
    assert "<audio" in client.get(path).content.decode()
    client.post(path, told(giang.task_works.get()))
    entry = CultureEntryPage.objects.get()
    assert [one.block_type for one in entry.body] == ["text", "sound"]
    row = GatheredWork.objects.get()
    assert row.files.get() == entry.body[1].value["file"]
    task_works.forget(giang.task_works.all())
    gathering.forget(giang)
    assert not row.files.exists()


def test_photos_of_pupils_wait_until_somebody_says_who_is_in_them(
    path, task, giang, ms_lan, commune_officer, signed_in
):
    work = hand_in(giang, task, "Kể", photo=True)
    signed_in(ms_lan).post(path, told(work))
    page = CultureEntryPage.objects.get()
    archive.speak_for(commune_officer)
    archive.approve(page, commune_officer)
    with pytest.raises(NoConsent, match="chưa ai"):
        page.get_latest_revision().publish()


def test_what_a_pupil_gave_goes_with_the_pupil(path, task, giang, ms_lan, signed_in):
    work = hand_in(giang, task, "Kể", photo=True)
    signed_in(ms_lan).post(path, told(work))
    before = Picture.objects.count()
    gathering.forget(giang)
    assert Picture.objects.count() == before - 1
    assert not GatheredWork.objects.exists()


def test_the_community_hears_a_recording_before_it_is_published(
    ms_lan, muong_nha, commune_officer, mr_pao, signed_in
):
    agreement = archive.make_agreement(ms_lan, muong_nha, may_voice=True)
    archive.speak_for(commune_officer)
    file = make_file()
    body = [("sound", {"title": "Hát", "file": file, "transcript": ""})]
    page = archive.make_entry(agreement=agreement, live=False, body=body, teller={"shows_voice": True})
    address = f"/files/{file.get_file_hash()}/{file.filename}"
    assert signed_in(commune_officer).get(address).status_code == 404
    gathering.community.ask(page, ms_lan)
    assert signed_in(commune_officer).get(address).status_code == 200
    assert signed_in(mr_pao).get(address).status_code == 404


def test_each_pupil_and_family_is_asked_and_their_word_is_kept(path, task, giang, hoa, ms_lan, signed_in):
    works = [hand_in(giang, task, "Một"), hand_in(hoa, task, "Hai")]
    keys = [work.pk for work in works]
    answer = signed_in(ms_lan).post(path, told(works[0], works=keys))
    assert answer.status_code == 422
    assert f"đồng ý: {hoa.full_name}." in answer.content.decode()
    assert not GatheredWork.objects.exists()
    signed_in(ms_lan).post(path, told(works[0], agreed_on="20/11/2026"))
    row = giang.gathered_works.get()
    assert (row.agreed_on.isoformat(), row.gathered_by) == ("2026-11-20", ms_lan)
    assert "kho văn hóa công khai" in row.agreed_words


def test_no_file_is_left_behind_when_gathering_breaks_off(path, task, giang, ms_lan, monkeypatch):
    work = hand_in(giang, task, "Kể", photo=True)
    before = lying()
    monkeypatch.setattr(gathering, "note_change", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        archive.gather(work, ms_lan, giang.current_enrolment().school_class)
    assert not CultureEntryPage.objects.exists()
    assert lying() == before


def lying():
    return set(Picture._meta.get_field("file").storage.listdir("original_images")[1])


def test_who_says_no_afterwards_comes_out_with_photos_words_and_name(
    path, task, giang, hoa, ms_lan, mr_pao, elder, signed_in
):
    works = [hand_in(giang, task, "Bà em <kể>", photo=True), hand_in(hoa, task, "Ông em hát")]
    keys = [work.pk for work in works]
    signed_in(ms_lan).post(path, told(works[0], works=keys, agreed=keys))
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
def taken_out(path, task, giang, ms_lan, signed_in):
    """A work is gathered, its draft changed by `edit`, and taken out: the draft then, and the answer."""

    def take(edit):
        signed_in(ms_lan).post(path, told(hand_in(giang, task, "Bà em kể chuyện con hổ", photo=True)))
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


def test_a_public_entry_goes_off_with_a_work_that_is_taken_out(path, task, giang, ms_lan, elder, signed_in):
    signed_in(ms_lan).post(path, told(hand_in(giang, task, "Kể")))
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


def test_no_earlier_version_tells_what_was_taken_out(path, task, giang, hoa, ms_lan, signed_in):
    works = [hand_in(giang, task, "Bà em kể chuyện con hổ", photo=True), hand_in(hoa, task, "Ông em hát")]
    keys = [work.pk for work in works]
    signed_in(ms_lan).post(path, told(works[0], works=keys, agreed=keys))
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
