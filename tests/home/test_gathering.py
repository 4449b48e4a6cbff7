"""What pupils collected becomes a draft, with credit by consent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses import task_works
from courses.publicity import NoConsent
from home.culture import gathering
from home.models import CultureEntryPage, GatheredWork
from lms.models import Picture
from students import consents
from tests.courses.builders import make_file
from tests.home import archive

HERE = {"Origin": "http://testserver"}


def test_a_teacher_gathers_works_into_a_draft_once(works_path, task, giang, hoa, ms_lan, signed_in):
    work = archive.hand_in(giang, task, "Bà em kể <b>chuyện</b>", photo=True)
    archive.hand_in(hoa, task, "Ông em hát")
    client = signed_in(ms_lan)
    assert "Giàng A Sùng" in client.get(works_path).content.decode()
    assert client.post(works_path, archive.to_gather(work)).status_code == 302
    page = CultureEntryPage.objects.get()
    assert not page.live
    assert page.collected_by == "Học sinh lớp 6A, PTDTBT THCS Mường Nhà"
    assert [block.block_type for block in page.body] == ["text", "picture"]
    assert "&lt;b&gt;" in str(page.body[0].value)
    assert page.current_workflow_state is not None
    assert page.words.get().state == "asked"
    # Twice is as once.
    assert client.post(works_path, archive.to_gather(work)).status_code == 422
    assert CultureEntryPage.objects.count() == 1
    assert "Xên bản Mường Nhà" in client.get("/collecting/").content.decode()
    class_6a = giang.current_enrolment().school_class
    again = gathering.gather([work], ms_lan, class_6a, "x", page.kind, [], [], archive.said_yes())
    assert again is None


def test_only_who_agreed_is_named(works_path, task, giang, hoa, ms_lan, school_admin, signed_in):
    works = [archive.hand_in(giang, task, "Một"), archive.hand_in(hoa, task, "Hai")]
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
    signed_in(ms_lan).post(works_path, archive.to_gather(works[0], works=keys, agreed=keys))
    lines = CultureEntryPage.objects.get().collector_lines
    assert lines == ["Học sinh lớp 6A, PTDTBT THCS Mường Nhà", "Giàng A Sùng"]


def test_works_of_another_class_and_nonsense_are_refused(
    works_path, task, giang, vang, mr_pao, ms_lan, signed_in
):
    foreign = archive.hand_in(vang, task, "Của lớp khác")
    own = archive.hand_in(giang, task, "Của em")
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
        assert signed_in(ms_lan).post(works_path, archive.to_gather(own, **wrong)).status_code == 422, wrong
    assert signed_in(mr_pao).get(works_path).status_code == 404
    assert not CultureEntryPage.objects.exists()


def test_what_somebody_told_into_the_tablet_goes_along(works_path, task, giang, ms_lan, signed_in):
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
    assert "<audio" in client.get(works_path).content.decode()
    client.post(works_path, archive.to_gather(giang.task_works.get()))
    entry = CultureEntryPage.objects.get()
    assert [one.block_type for one in entry.body] == ["text", "sound"]
    row = GatheredWork.objects.get()
    assert row.files.get() == entry.body[1].value["file"]
    task_works.forget(giang.task_works.all())
    gathering.forget(giang)
    assert not row.files.exists()


def test_photos_of_pupils_wait_until_somebody_says_who_is_in_them(
    works_path, task, giang, ms_lan, commune_officer, signed_in
):
    work = archive.hand_in(giang, task, "Kể", photo=True)
    signed_in(ms_lan).post(works_path, archive.to_gather(work))
    page = CultureEntryPage.objects.get()
    archive.speak_for(commune_officer)
    archive.approve(page, commune_officer)
    with pytest.raises(NoConsent, match="chưa ai"):
        page.get_latest_revision().publish()


def test_what_a_pupil_gave_goes_with_the_pupil(works_path, task, giang, ms_lan, signed_in):
    work = archive.hand_in(giang, task, "Kể", photo=True)
    signed_in(ms_lan).post(works_path, archive.to_gather(work))
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


def test_each_pupil_and_family_is_asked_and_their_word_is_kept(
    works_path, task, giang, hoa, ms_lan, signed_in
):
    works = [archive.hand_in(giang, task, "Một"), archive.hand_in(hoa, task, "Hai")]
    keys = [work.pk for work in works]
    answer = signed_in(ms_lan).post(works_path, archive.to_gather(works[0], works=keys))
    assert answer.status_code == 422
    assert f"đồng ý: {hoa.full_name}." in answer.content.decode()
    assert not GatheredWork.objects.exists()
    signed_in(ms_lan).post(works_path, archive.to_gather(works[0], agreed_on="20/11/2026"))
    row = giang.gathered_works.get()
    assert (row.agreed_on.isoformat(), row.gathered_by) == ("2026-11-20", ms_lan)
    assert "kho văn hóa công khai" in row.agreed_words


def test_no_file_is_left_behind_when_gathering_breaks_off(works_path, task, giang, ms_lan, monkeypatch):
    work = archive.hand_in(giang, task, "Kể", photo=True)
    before = lying()
    monkeypatch.setattr(gathering, "note_change", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        archive.gather(work, ms_lan, giang.current_enrolment().school_class)
    assert not CultureEntryPage.objects.exists()
    assert lying() == before


def lying():
    return set(Picture._meta.get_field("file").storage.listdir("original_images")[1])
