"""What pupils collected becomes a draft, with credit by consent; open data; products."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses import task_works
from courses.publicity import NoConsent
from home import retention
from home.culture import agreements, gathering
from home.models import CultureEntryPage, GatheredWork, HomePage, NewsTopic, ProductPage, SectionPage
from home.models.articles import ArticlePage
from lms.models import Change, Picture
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


def told(work, **more):
    return {
        "works": [work.pk],
        "title": "Xên bản Mường Nhà",
        "kind": "festival",
        "people": "03",
        "commune": archive.commune().pk,
        "agreed": "on",
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
    assert (
        gathering.gather([work], ms_lan, giang.current_enrolment().school_class, "x", page.kind, [], [])
        is None
    )


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
    signed_in(ms_lan).post(path, told(works[0], works=[work.pk for work in works]))
    lines = CultureEntryPage.objects.get().collector_lines
    assert lines == ["Học sinh lớp 6A, PTDTBT THCS Mường Nhà", "Giàng A Sùng"]


def test_works_of_another_class_and_nonsense_are_refused(path, task, giang, vang, mr_pao, ms_lan, signed_in):
    foreign = hand_in(vang, task, "Của lớp khác")
    own = hand_in(giang, task, "Của em")
    for wrong in [
        {"works": [foreign.pk]},
        {"works": ["9" * 40]},
        {"works": []},
        {"agreed": ""},
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


def test_who_took_back_is_forgotten_after_a_year(ms_lan, muong_nha, time_machine):
    agreement = archive.make_agreement(ms_lan, muong_nha)
    agreements.withdraw(agreement, ms_lan, "thôi")
    time_machine.move_to("2027-12-01T09:00:00+07:00")
    retention.forget_teller(agreement)
    agreement.refresh_from_db()
    assert not Change.objects.filter(label__contains="Lò Thị Ín").exists()
    assert (agreement.teller_name, agreement.contact, agreement.word.name) == (retention.FORGOTTEN, "", "")


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


# For machines


@pytest.fixture
def public(ms_lan, muong_nha, commune_officer):
    archive.speak_for(commune_officer)
    agreement = archive.make_agreement(ms_lan, muong_nha)
    archive.make_entry("=Xên & bản", agreement=agreement, by=commune_officer)
    draft = archive.make_entry("Bản nháp", agreement=agreement, live=False)
    shop = archive.make_product()
    shop.get_latest_revision().publish()
    return draft


def test_what_is_public_leaves_as_csv_and_json_and_nothing_else(public, client):
    text = client.get("/open/culture.csv").content.decode("utf-8-sig")
    heading, row = csv.reader(StringIO(text))
    assert row[heading.index("Tên")].startswith("'=")
    assert "Bản nháp" not in text
    assert "0912" not in text
    rows = client.get("/open/products.json").json()["rows"]
    assert [one["maker"] for one in rows] == ["Hợp tác xã Pu Nhi"]
    for path in ("/open/pupils.csv", "/open/x.json", "/feeds/x.rss"):
        assert client.get(path).status_code == 404


def test_feeds_and_the_map_of_the_site_tell_of_public_pages_alone(public, client, muong_nha):
    closed = lectures.make_lecture("Chỉ trong trường", audience="signed_in")
    for path in ("/feeds/all.rss", "/feeds/culture.atom"):
        text = client.get(path).content.decode()
        assert "Xên &amp; bản" in text
        assert "Bản nháp" not in text
    assert "sitemap-pages.xml" in client.get("/sitemap.xml").content.decode()
    found = client.get("/sitemap-pages.xml").content.decode()
    assert "/kho-van-hoa/xen-ban/" in found
    assert closed.slug not in found


@pytest.mark.parametrize("what", ["all", "news", "products", "culture"])
def test_a_sign_that_xml_does_not_know_stops_no_feed(public, client, what):
    CultureEntryPage.objects.update(summary="Cả bản\x0bcúng")
    ProductPage.objects.update(summary="Miến\x0bdong")
    assert client.get(f"/feeds/{what}.rss").status_code == 200


def test_the_editor_keeps_no_sign_that_xml_does_not_know(public, signed_in, province_admin):
    page = CultureEntryPage.objects.live().get()
    form_class = page.get_edit_handler().bind_to_model(CultureEntryPage).get_form_class()
    form = form_class(instance=page, for_user=province_admin, parent_page=page.get_parent(), data={})
    form.cleaned_data = {"summary": "Cả bản\x0bcúng", "title": "Xên\x01"}
    assert form.clean()["summary"] == "Cả bản cúng"
    assert form.cleaned_data["title"] == "Xên "


def test_one_leaves_for_a_shop_of_others_knowing_the_cost(public, client):
    page = client.get("/san-vat/mien-dong-pu-nhi/").content.decode()
    assert "2,5 MB" in page
    assert "https://example.org/mien" not in page
    product = archive.ProductPage.objects.get()
    there = client.get(f"/products/{product.translation_key}/{product.ways[1].id}/").content.decode()
    assert 'href="https://example.org/mien"' in there
    assert client.get(f"/products/{product.translation_key}/{public.translation_key}/").status_code == 404


def test_a_product_waits_for_its_makers_yes(db):
    page = archive.make_product(maker_agreed_on=None)
    with pytest.raises(NoConsent, match="đồng ý"):
        page.get_latest_revision().publish()


def test_articles_are_read_by_topic(client, db):
    section = HomePage.objects.get().add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    for title, topic in (("Tiêm phòng", "health"), ("Giá ngô", "market")):
        topic = NewsTopic.objects.get(code=topic)
        section.add_child(instance=ArticlePage(title=title, topic=topic, sources="Trạm y tế xã"))
    page = client.get("/tin-tuc/?topic=health").content.decode()
    assert "Tiêm phòng" in page
    assert "Giá ngô" not in page
    assert "Giá ngô" in client.get("/tin-tuc/?topic=khong").content.decode()
    assert "Trạm y tế xã" in client.get("/tin-tuc/tiem-phong/").content.decode()


def test_a_search_finds_the_archive_and_products(public, client):
    assert "Xên &amp; bản" in client.get("/search/?q=xen+ban").content.decode()
    assert "Miến dong" in client.get("/search/?q=mien+dong").content.decode()
