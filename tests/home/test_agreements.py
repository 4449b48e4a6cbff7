"""What tellers agreed to: written down, proven, never gone beyond, taken back at once."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.models import Licence
from home import retention
from home.culture import agreements
from home.models import CultureEntryPage, EntryTeller
from lms import retention as lms_retention
from lms.models import Change
from tests.courses.builders import a_photo, make_file, make_picture
from tests.home import archive
from tests.home.archive import refused
from tests.students.erasing.filled import everything_told


@pytest.mark.parametrize(
    ("more", "teller", "said"),
    [
        ({"is_proven": False}, {}, "chưa được lưu"),
        ({}, {"shows_voice": True}, "Giọng nói"),
        ({"may_voice": True}, {"shows_film": True}, "phim"),
        ({"may_be_used": False}, {}, "giấy phép"),
    ],
)
def test_nothing_goes_beyond_what_the_teller_agreed_to(ms_lan, muong_nha, elder, more, teller, said):
    licence = Licence.objects.filter(may_be_copied=True).first()
    agreement = archive.make_agreement(ms_lan, muong_nha, **more)
    page = archive.make_entry(agreement=agreement, live=False, teller=teller, licence=licence)
    archive.approve(page, elder)
    assert said.lower() in refused(page).lower()


def test_who_did_not_agree_to_being_named_is_named_nowhere(ms_lan, muong_nha, elder, client):
    agreement = archive.make_agreement(ms_lan, muong_nha, may_name=False)
    page = archive.make_entry(
        agreement=agreement, live=False, body=[("text", "<p>Bà Lò Thị Ín kể rằng…</p>")]
    )
    archive.approve(page, elder)
    assert "Lò Thị Ín" in refused(page)
    page.body = [("text", "<p>Một bà kể rằng…</p>")]
    page.save_revision()
    archive.approve(page, elder)
    page.get_latest_revision().publish()
    html = client.get(page.url).content.decode()
    assert "Lò Thị Ín" not in html
    assert "Lò Thị Ín" not in client.get("/open/culture.json").content.decode()


def test_a_recording_on_the_page_needs_somebody_whose_voice_it_is(agreement, elder):
    sound = ("sound", {"title": "Hát", "file": make_file(), "transcript": ""})
    page = archive.make_entry(agreement=agreement, live=False, body=[sound])
    archive.approve(page, elder)
    assert "bản ghi âm" in refused(page)


@pytest.mark.parametrize("where", ["beside words", "whole page"])
def test_every_recording_is_somebodys_voice_and_goes_off_with_the_agreement(where, ms_lan, muong_nha, elder):
    version = {"language": "vi", "script": "", "lines": "Inh lả ơi", "file": make_file()}
    reading = {"language": "vi", "file": make_file(), "transcript": ""}
    body = [("side_by_side", {"heading": "Hát", "versions": [version]})]
    shown = {"body": body} if where == "beside words" else {"readings": [("recording", reading)]}
    agreement = archive.make_agreement(ms_lan, muong_nha, may_voice=True)
    page = archive.make_entry(agreement=agreement, live=False, **shown)
    archive.approve(page, elder)
    assert "bản ghi âm" in refused(page)
    page = archive.make_entry("Khắp", agreement=agreement, by=elder, teller={"shows_voice": True}, **shown)
    assert page.live
    # As it was published before anybody asked whose voice it is.
    page.tellers.update(shows_voice=False)
    assert [one.pk for one in agreements.withdraw(agreement, ms_lan, "thôi", ["may_voice"])] == [page.pk]


# Taken back


def test_what_a_teller_takes_back_goes_off_at_once_with_the_reason(
    entry, agreement, ms_lan, signed_in, client
):
    path = f"/collecting/agreements/{agreement.uid}/withdraw/"
    answer = signed_in(ms_lan).post(path, {"what": ["all"], "why": "Bà không muốn nữa"}, follow=True)
    assert "Xên bản" in answer.content.decode()
    client.logout()
    assert client.get(entry.url).status_code == 404
    line = Change.objects.get(act=agreements.TAKEN_DOWN)
    assert (line.before, line.after) == ({}, {})
    assert "rút lại" in refused(entry)
    # Twice is as once.
    signed_in(ms_lan).post(path, {"what": ["all"], "why": "nữa"})
    agreement.refresh_from_db()
    assert agreement.withdrawn_why == "Bà không muốn nữa"


def test_who_takes_back_only_the_name_stays_told_without_it(entry, agreement, ms_lan, client):
    assert agreements.withdraw(agreement, ms_lan, "ngại", ["may_name"]) == []
    html = client.get(entry.url).content.decode()
    assert "Lò Thị Ín" not in html
    assert "người kể không nêu tên" in html


def test_why_each_part_was_taken_back_is_kept_for_a_year(ms_lan, muong_nha, elder, signed_in):
    agreement = archive.make_agreement(ms_lan, muong_nha, may_picture=True)
    shows = {"shows_picture": True}
    page = archive.make_entry(agreement=agreement, by=elder, cover=make_picture(), teller=shows)
    agreements.withdraw(agreement, ms_lan, "Ngại người ta nhận ra", ["may_picture"])
    agreements.withdraw(agreement, ms_lan, "Không muốn nêu tên", ["may_name"])
    # Twice is as once.
    assert agreements.withdraw(agreement, ms_lan, "nữa", ["may_name"]) == []
    told = signed_in(ms_lan).get(f"/collecting/agreements/{agreement.uid}/").content.decode()
    assert "Ngại người ta nhận ra" in told
    assert "Không muốn nêu tên" in told
    assert "Ngại người ta nhận ra" in refused(page)
    agreement.parts_taken_back.update(at=timezone.now() - timedelta(days=370))
    forget = next(kind for kind in lms_retention.kinds() if kind.key == "parts_taken_back").forget
    assert forget(timezone.localdate()) == 2
    agreement.refresh_from_db()
    assert not agreement.may_picture
    assert not agreement.may_name
    assert not agreement.parts_taken_back.exists()


def test_reasons_that_stood_in_the_field_for_all_of_it_keep_their_day(ms_lan, muong_nha):
    agreement, ended = [archive.make_agreement(ms_lan, muong_nha) for _one in range(2)]
    agreements.withdraw(agreement, ms_lan, "Không muốn nêu tên", ["may_name"])
    agreements.withdraw(ended, ms_lan, "Bà không muốn nữa")
    agreement.parts_taken_back.all().delete()
    agreement.refresh_from_db()
    agreement.withdrawn_why = "Không muốn nêu tên"
    agreement.save()
    for _twice in range(2):
        import_module("home.migrations.0012_reasons_of_parts").part(apps, None)
    part = agreement.parts_taken_back.get()
    log = Change.objects.get(act="take a teller's agreement back", object_id=str(agreement.pk))
    assert (part.why, part.at, part.by) == ("Không muốn nêu tên", log.at, ms_lan)
    agreement.refresh_from_db()
    ended.refresh_from_db()
    assert (agreement.withdrawn_why, ended.withdrawn_why) == ("", "Bà không muốn nữa")
    assert not ended.parts_taken_back.exists()


def test_pictures_of_who_took_them_back_get_another_address(
    ms_lan, muong_nha, elder, django_capture_on_commit_callbacks
):
    agreement = archive.make_agreement(ms_lan, muong_nha, may_picture=True)
    picture = make_picture()
    page = archive.make_entry(agreement=agreement, by=elder, cover=picture, teller={"shows_picture": True})
    picture.get_rendition("width-320")
    old = picture.file.name
    with django_capture_on_commit_callbacks(execute=True):
        agreements.withdraw(agreement, ms_lan, "thôi", ["may_picture"])
    picture.refresh_from_db()
    assert picture.file.name != old
    assert not picture.renditions.exists()
    assert not CultureEntryPage.objects.get(pk=page.pk).live


# Agreements


def test_an_agreement_is_written_down_proven_and_seen_by_the_own_school_alone(
    ms_lan, mr_pao, muong_nha, signed_in
):
    told = {
        "teller_name": "Cà Văn  Un",
        "told": "Chuyện suối",
        "commune": muong_nha.commune_id,
        "how": "paper",
        "agreed_on": "20/11/2026",
        "may_name": "on",
    }
    answer = signed_in(ms_lan).post("/collecting/agreements/new/", told)
    path = answer["Location"]
    assert "còn thiếu" in signed_in(ms_lan).get(path).content.decode()
    found = muong_nha and archive.TellerAgreement.objects.get(teller_name="Cà Văn Un")
    assert found.school == muong_nha
    assert not found.may_voice
    assert "Cà Văn Un" in signed_in(ms_lan).get("/collecting/?q=ca van").content.decode()
    assert "Cà Văn Un" not in signed_in(mr_pao).get("/collecting/").content.decode()
    assert signed_in(mr_pao).get(path).status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"agreed_on": "24/11/2030"}, 422),
        ({"how": "x"}, 422),
        ({"commune": "9" * 30}, 422),
        ({"told": ""}, 422),
    ],
)
def test_what_cannot_be_is_said_in_words(ms_lan, muong_nha, signed_in, change, status):
    told = {
        "teller_name": "Cà Văn Un",
        "told": "Chuyện suối",
        "commune": muong_nha.commune_id,
        "how": "paper",
        "agreed_on": "20/11/2026",
    }
    assert signed_in(ms_lan).post("/collecting/agreements/new/", told | change).status_code == status


def test_recorded_words_must_be_a_sound_and_are_heard_here_alone(agreement, ms_lan, mr_pao, signed_in):
    path = f"/collecting/agreements/{agreement.uid}/"
    wrong = SimpleUploadedFile("x.mp3", b"<html>")
    assert signed_in(ms_lan).post(f"{path}word/", {"file": wrong}).status_code == 422
    answer = signed_in(ms_lan).get(f"{path}hear/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert signed_in(mr_pao).get(f"{path}hear/").status_code == 404


def test_a_form_of_the_editor_takes_no_agreement_of_another_school(entry, agreement, mr_pao, ms_lan):
    form_of = CultureEntryPage.get_edit_handler().get_form_class()
    other = form_of(instance=entry, for_user=mr_pao).formsets["tellers"]
    assert agreement not in other.empty_form.fields["agreement"].queryset
    own = form_of(instance=entry, for_user=ms_lan).formsets["tellers"]
    assert agreement in own.empty_form.fields["agreement"].queryset


def test_what_is_said_when_taking_back_stands_in_no_log(entry, agreement, ms_lan, province_admin, signed_in):
    agreements.withdraw(agreement, ms_lan, "Cháu Sùng bảo thôi", ["may_be_used"])
    agreement.refresh_from_db()
    page = signed_in(ms_lan).get(f"/collecting/agreements/{agreement.uid}/").content.decode()
    assert "Cháu Sùng bảo thôi" in page
    agreements.withdraw(agreement, ms_lan, "Bà Ín không muốn nữa")
    assert "Bà Ín không muốn nữa" in refused(entry)
    lines = Change.objects.all()
    assert not [line for line in lines if "Ín" in f"{line.before}{line.after}" or "Sùng" in f"{line.after}"]


def test_a_recording_is_not_left_behind_when_its_row_is_not_kept(agreement, ms_lan, monkeypatch):
    storage, before = agreement.word.storage, agreement.word.name

    def broken(*args, **kwargs):
        raise OSError("disk full")

    kept = set(storage.listdir("papers/words")[1])
    monkeypatch.setattr(agreements, "note_change", broken)
    with pytest.raises(OSError, match="disk full"):
        agreements.keep_word(agreement, SimpleUploadedFile("lan-hai.mp3", archive.A_RECORDING), ms_lan)
    assert set(storage.listdir("papers/words")[1]) == kept
    agreement.refresh_from_db()
    assert agreement.word.name == before


def test_without_its_last_proof_an_entry_goes_off(ms_lan, muong_nha, elder, signed_in):
    agreement = archive.make_agreement(ms_lan, muong_nha, how="paper", is_proven=False)
    path = f"/collecting/agreements/{agreement.uid}/"
    signed_in(ms_lan).post(f"{path}scan/", {"file": SimpleUploadedFile("giay.jpg", a_photo(60, 40))})
    page = archive.make_entry(agreement=agreement, by=elder)
    assert page.live
    scan = agreement.scans.get()
    signed_in(ms_lan).post(f"/collecting/scans/{scan.pk}/strike/", {"reason": "Giấy của bà khác"})
    assert not CultureEntryPage.objects.get(pk=page.pk).live


def test_nothing_is_added_to_what_was_taken_back(agreement, ms_lan, signed_in):
    agreements.withdraw(agreement, ms_lan, "thôi")
    before = agreement.word.name
    path = f"/collecting/agreements/{agreement.uid}/"
    for address, file in (
        ("scan/", SimpleUploadedFile("giay.jpg", a_photo(60, 40))),
        ("word/", SimpleUploadedFile("x.mp3", archive.A_RECORDING)),
    ):
        answer = signed_in(ms_lan).post(path + address, {"file": file}, follow=True)
        assert "đã được rút lại" in answer.content.decode()
    agreement.refresh_from_db()
    assert (agreement.word.name, agreement.scans.count()) == (before, 0)


def test_who_took_back_is_forgotten_after_a_year_however_the_name_was_typed(
    ms_lan, muong_nha, elder, time_machine
):
    agreement = archive.make_agreement(ms_lan, muong_nha, told="Chuyện bà Lò Thị Ín kể")
    body = [("text", "<p>Bà <b>Lò Thị</b> Ín kể; LO THI IN hát, Lò Thị Inh nghe.</p>")]
    page = archive.make_entry(agreement=agreement, by=elder, body=body)
    agreements.withdraw(agreement, ms_lan, "Lò Thị Ín bảo thôi")
    draft = page.get_latest_revision_as_object()
    draft.tellers, draft.sources = [], "Sổ tay văn hóa bản, 2019"
    draft.save_revision()
    time_machine.move_to("2027-12-01T09:00:00+07:00")
    retention.forget_teller(agreement)
    agreement.refresh_from_db()
    assert (agreement.teller_name, agreement.contact, agreement.word.name) == (retention.FORGOTTEN, "", "")
    told = [label for label, row in everything_told() if re.search(r"lò thị ín\b|\blo thi in\b", row.lower())]
    assert told == []
    text = CultureEntryPage.objects.get().get_latest_revision_as_object().body[0].value.source
    assert f"{retention.FORGOTTEN} hát, Lò Thị Inh nghe" in text


def test_somebody_of_the_same_name_who_agreed_stays_named(ms_lan, muong_nha, elder):
    gone, other = archive.make_agreement(ms_lan, muong_nha), archive.make_agreement(ms_lan, muong_nha)
    page = archive.make_entry(agreement=gone, by=elder, body=[("text", "<p>Bà Lò Thị Ín kể.</p>")])
    page.tellers.add(EntryTeller(agreement=other))
    page.save()
    agreements.withdraw(gone, ms_lan, "thôi")
    retention.forget_teller(gone)
    assert "Lò Thị Ín" in CultureEntryPage.objects.get().body[0].value.source
