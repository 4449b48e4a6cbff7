"""The culture archive: found by people, commune and month; shown as far as tellers and community agree."""

import json

import pytest

from courses.models import Licence
from courses.publicity import NoConsent
from home.culture import agreements, community, seasons, tiles
from home.models import CommunityWord, CultureEntryPage, CultureKind
from lms.models import Change
from students.models import EthnicGroup, Place
from tests.browser import weight
from tests.courses.builders import make_file, make_picture
from tests.home import archive


@pytest.fixture
def agreement(ms_lan, muong_nha):
    return archive.make_agreement(ms_lan, muong_nha)


@pytest.fixture
def elder(commune_officer):
    archive.speak_for(commune_officer)
    return commune_officer


@pytest.fixture
def entry(agreement, elder):
    return archive.make_entry(agreement=agreement, by=elder)


def found(client, **asked):
    page = client.get("/kho-van-hoa/", asked)
    assert page.status_code == 200
    return [one.title for one in page.context["entries"]]


def test_an_entry_tells_what_was_agreed_and_who_said_yes(entry, client):
    page = client.get(entry.url)
    html = page.content.decode()
    assert "Lò Thị Ín, Xã Mường Nhà" in html
    assert "Tháng 1 đến tháng 2 âm lịch" in html
    assert "0912 345 678" not in html
    facts = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert facts["about"] == ["Thái"]
    assert facts["contributor"] == [{"@type": "Person", "name": "Lò Thị Ín"}]
    assert weight(page)["total"] <= 60_000


def test_it_is_found_by_people_commune_kind_month_and_word(entry, client):
    archive.make_entry(
        "Nghề rèn",
        sources="Sách",
        calendar="all_year",
        first_month=None,
        last_month=None,
        kind=CultureKind.objects.get(code="craft"),
        by=entry.owner,
        live=False,
    )
    for asked in [
        {"people": "03"},
        {"commune": entry.communes.get().code},
        {"kind": "festival"},
        {"month": "2"},
        {"month": "1", "calendar": "lunar"},
        {"q": "xen ban"},
        {"q": "Ông MO"},
    ]:
        assert found(client, **asked) == ["Xên bản"], asked
    for asked in [{"people": "99"}, {"month": "7"}, {"kind": "craft"}, {"q": "rèn"}]:
        assert found(client, **asked) == [], asked


@pytest.mark.parametrize(
    "asked",
    [
        {"month": "13"},
        {"month": "9" * 400},
        {"people": "'; --"},
        {"commune": "x" * 900},
        {"page": "-4"},
        {"q": "\u0001%_"},
        {"calendar": "mars"},
    ],
)
def test_what_is_typed_into_the_address_breaks_nothing(entry, client, asked):
    assert client.get("/kho-van-hoa/", asked).status_code == 200


def test_the_archive_asks_as_few_questions_of_four_entries_as_of_one(
    entry, elder, client, django_assert_num_queries
):
    asked = 21
    client.get("/kho-van-hoa/")
    with django_assert_num_queries(asked):
        client.get("/kho-van-hoa/")
    for number in range(3):
        archive.make_entry(f"Lễ {number}", by=elder)
    client.get("/kho-van-hoa/")
    with django_assert_num_queries(asked):
        page = client.get("/kho-van-hoa/")
    assert weight(page)["total"] <= 60_000


def test_every_commune_has_a_tile_and_no_two_lie_on_one_place(db):
    placed = tiles.tiles()
    assert set(placed) == set(Place.objects.current().communes().values_list("code", flat=True))
    assert len({(tile.x, tile.y) for tile in placed.values()}) == 45
    for place in Place.objects.current().communes():
        assert place.name.endswith(placed[place.code].name)


def test_months_turn_with_the_year_and_between_calendars():
    assert list(seasons.span(11, 2)) == [11, 12, 1, 2]
    lunar = seasons.Months("lunar", 12, 1)
    assert lunar.solar == seasons.bits([1, 2])
    assert lunar.lunar == seasons.bits([12, 1])
    assert seasons.Months("all_year", None, None).solar == seasons.ALL


# What keeps it from being published


def refused(page):
    with pytest.raises(NoConsent) as why:
        page.get_latest_revision().publish()
    return str(why.value)


def test_without_a_word_of_the_community_nothing_is_published(agreement, elder):
    page = archive.make_entry(agreement=agreement, live=False)
    assert "Thái" in refused(page)
    community.ask(page, elder)
    assert "chờ" in refused(page)
    archive.approve(page, elder)
    page.get_latest_revision().publish()
    assert CultureEntryPage.objects.get(pk=page.pk).live


def test_another_wording_asks_the_community_anew(entry, elder, client):
    entry.summary = "Khác rồi."
    entry.save_revision()
    refused(entry)
    assert "Cả bản cúng" in client.get(entry.url).content.decode()
    archive.approve(entry, elder)
    entry.get_latest_revision().publish()
    assert "Khác rồi." in client.get(entry.url).content.decode()


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
    assert line.after == {"why": "Bà không muốn nữa"}
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


def test_a_no_of_the_community_takes_the_entry_down(entry, elder, signed_in, client):
    word = entry.words.get()
    path = f"/collecting/community/{entry.translation_key}/03/"
    page = signed_in(elder).get(path).content.decode()
    assert "Ông mo khấn trước" in page
    told = {"state": "declined", "remark": "", "digest": word.digest}
    assert signed_in(elder).post(path, told).status_code == 422
    signed_in(elder).post(path, {**told, "remark": "Phải gọi là xên mường"})
    assert not CultureEntryPage.objects.get(pk=entry.pk).live
    assert "xên mường" in refused(entry)


def test_who_read_another_wording_does_not_approve_this_one(agreement, elder, signed_in):
    page = archive.make_entry(agreement=agreement, live=False)
    (old,) = community.ask(page, elder)
    page.summary = "Câu mới."
    page.save_revision()
    community.ask(page.get_latest_revision_as_object(), elder)
    path = f"/collecting/community/{page.translation_key}/03/"
    signed_in(elder).post(path, {"state": "approved", "digest": old.digest})
    assert set(page.words.values_list("state", flat=True)) == {CommunityWord.State.ASKED}


def test_nobody_speaks_for_a_people_they_were_not_named_for(entry, mr_pao, signed_in):
    archive.speak_for(mr_pao, EthnicGroup.objects.get(name="Mông"))
    assert signed_in(mr_pao).get(f"/collecting/community/{entry.translation_key}/03/").status_code == 404
    page = signed_in(mr_pao).get("/collecting/community/")
    assert "Xên bản" not in page.content.decode()


def test_the_department_names_who_speaks_and_ends_it(province_admin, mr_pao, signed_in):
    told = {"account": "pao", "people": "05", "starts_on": "24/11/2026"}
    client = signed_in(province_admin)
    assert client.post("/collecting/approvers/", told).status_code == 302
    again = client.post("/collecting/approvers/", told)
    assert again.status_code == 422
    assert "đã" in again.content.decode()
    row = mr_pao.speaks_for.get()
    client.post(f"/collecting/approvers/{row.pk}/end/")
    row.refresh_from_db()
    assert row.ends_on is not None


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
    from django.core.files.uploadedfile import SimpleUploadedFile

    path = f"/collecting/agreements/{agreement.uid}/"
    wrong = SimpleUploadedFile("x.mp3", b"<html>")
    assert signed_in(ms_lan).post(f"{path}word/", {"file": wrong}).status_code == 422
    answer = signed_in(ms_lan).get(f"{path}hear/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert signed_in(mr_pao).get(f"{path}hear/").status_code == 404


# In the editor


def test_the_editor_offers_agreements_and_leads_to_the_community(entry, province_admin, elder, signed_in):
    client = signed_in(province_admin)
    page = client.get(f"/admin/pages/{entry.pk}/edit/")
    assert page.status_code == 200
    # Chosen already, and offered to whoever adds another teller.
    assert page.content.decode().count("Lò Thị Ín – Chuyện hoa ban") == 2
    path = f"/collecting/community/{entry.translation_key}/ask/"
    assert "đã đồng ý" in client.get(path).content.decode()
    entry.summary = "Lời mới."
    entry.save_revision()
    assert "Chưa hỏi ai" in client.get(path).content.decode()
    client.post(path)
    client.post(path)
    assert entry.words.filter(state=CommunityWord.State.ASKED).count() == 1
    assert (
        "Lời mới."
        in signed_in(elder).get(f"/collecting/community/{entry.translation_key}/03/").content.decode()
    )


def test_a_form_of_the_editor_takes_no_agreement_of_another_school(entry, agreement, mr_pao, ms_lan):
    form_of = CultureEntryPage.get_edit_handler().get_form_class()
    other = form_of(instance=entry, for_user=mr_pao).formsets["tellers"]
    assert agreement not in other.empty_form.fields["agreement"].queryset
    own = form_of(instance=entry, for_user=ms_lan).formsets["tellers"]
    assert agreement in own.empty_form.fields["agreement"].queryset
