"""No face and no name of a pupil on a page without the consent of family and child, however published."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from courses import files, pictures, publicity
from courses.authoring import school_collection
from courses.models import LecturePage, ShownPupil
from home.models import ArticlePage, HomePage, SectionPage
from lms.models import Change, MediaFile, Picture
from students import consents, erasing
from students.models import Consent
from students.movement import pupils
from tests.courses import builders

PHOTO, NAME = Consent.Purpose.PHOTO, Consent.Purpose.NAME


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def photo(giang):
    """A picture in which Giàng can be recognised."""
    picture = builders.make_picture(title="Giờ ra chơi", pupils="seen")
    ShownPupil.objects.create(picture=picture, student=giang)
    return picture


def agree(student, purpose, by, child=True, on=date(2026, 9, 20)):
    return consents.give(
        student, purpose, by=by, given_by="Giàng Thị Dua", how="signed", on=on, child_agreed=child
    )


@pytest.fixture(autouse=True)
def _no_copies_remembered():
    # Wagtail remembers copies by the key of their picture, which the next test gives to another one.
    cache.clear()


def draft(course, *blocks, title="Sân trường"):
    page = LecturePage(title=title, body=list(blocks), live=False)
    course.add_child(instance=page)
    page.save_revision()
    return page


def showing(picture):
    return ("picture", {"picture": picture, "alt": "Học sinh ngoài sân"})


def text(words):
    return ("text", {"text": f"<p>{words}</p>"})


def is_live(page):
    return LecturePage.objects.get(pk=page.pk).live


def form_of(page, **extra):
    """The editor's form, with the body left as it is."""
    block = page.body[0]
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "objectives": "",
        "minutes": "",
        "audience": "public",
        "cover": "",
        "seo_title": "",
        "search_description": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-id": block.id,
        "body-0-type": "picture",
        "body-0-value-picture": str(block.value["picture"].pk),
        "body-0-value-alt": "Học sinh ngoài sân",
        "body-0-value-caption": "",
        "body-0-value-reading": "",
    }
    return {**fields, **extra}


def publish(client, page):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form_of(page, **{"action-publish": "1"}), follow=True)


# What a picture needs


def test_a_photo_of_a_pupil_is_published_with_the_word_of_family_and_child(
    course, photo, giang, ms_lan, approver, signed_in
):
    agree(giang, PHOTO, ms_lan)
    page = draft(course, showing(photo))
    publish(signed_in(approver), page)
    assert is_live(page)


def test_without_consent_the_draft_is_kept_and_a_sentence_says_whose_is_missing(
    course, photo, approver, signed_in
):
    page = draft(course, showing(photo))
    answer = publish(signed_in(approver), page)
    assert not is_live(page)
    assert answer.redirect_chain[-1][0] == f"/publishing/{page.translation_key}/people/"
    told = answer.content.decode()
    assert "Ảnh «Giờ ra chơi»: gia đình và em chưa đồng ý" in told
    assert "Giàng A Sùng (6A)" in told
    assert f"/admin/images/{photo.pk}/" in told


def test_a_family_alone_does_not_speak_for_a_child_of_seven(course, photo, giang, ms_lan):
    giang.date_of_birth = date(2020, 3, 1)
    giang.save()
    agree(giang, PHOTO, ms_lan, child=False, on=date(2026, 9, 20))
    assert publicity.fault_of(photo) is None
    giang.date_of_birth = date(2019, 11, 1)
    giang.save()
    assert "chưa đồng ý" in publicity.fault_of(photo)


def test_the_consents_to_a_picture_of_a_class_are_asked_for_at_once(
    photo, giang, hoa, ms_lan, django_assert_num_queries
):
    agree(giang, PHOTO, ms_lan)
    ShownPupil.objects.create(picture=photo, student=hoa)
    with django_assert_num_queries(3):
        assert "Lò Thị Hoa" in publicity.fault_of(photo)


def test_a_picture_of_which_nothing_was_said_is_not_published(course):
    page = draft(course, showing(builders.make_picture(pupils="")))
    assert "chưa ai cho biết" in publicity.faults(page)[0]


def test_a_picture_with_pupils_but_no_names_is_not_published(course):
    page = draft(course, showing(builders.make_picture(pupils="seen")))
    assert "chưa ghi là em nào" in publicity.faults(page)[0]


def test_a_picture_without_pupils_stands_in_nobodys_way(course):
    page = draft(course, showing(builders.make_picture()))
    assert publicity.faults(page) == []


@pytest.mark.parametrize(
    ("pupils", "words"), [("", "chưa ai cho biết"), ("seen", "không đăng ở đây"), ("nobody", None)]
)
def test_a_film_or_a_document_is_asked_about_as_well(course, pupils, words):
    film = builders.make_file("mua-xoe.mp4")
    MediaFile.objects.filter(pk=film.pk).update(pupils=pupils)
    page = draft(course, ("document", {"title": "Múa xòe", "file": film}))
    faults = publicity.faults(page)
    assert [words in fault for fault in faults] == ([True] if words else [])


def test_a_film_in_which_pupils_turn_out_to_be_seen_is_handed_to_no_reader(db, client):
    film = builders.make_file("mua-xoe.mp4")
    builders.make_lecture(body=[("document", {"title": "Múa xòe", "file": film})])
    assert client.get(files.address(film)).status_code == 200
    MediaFile.objects.filter(pk=film.pk).update(pupils="seen")
    assert client.get(files.address(film)).status_code == 404


def test_covers_of_articles_are_asked_as_well(photo):
    section = SectionPage(title="Tin tức", slug="tin")
    HomePage.objects.get().add_child(instance=section)
    article = ArticlePage(title="Ngày hội", cover=photo, live=False)
    section.add_child(instance=article)
    with pytest.raises(publicity.NoConsent, match="Giờ ra chơi"):
        article.save_revision().publish()
    assert not ArticlePage.objects.get(pk=article.pk).live


# Whichever way it is published


def test_publishing_many_at_once_is_refused(course, photo, approver, signed_in):
    page = draft(course, showing(photo))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client = signed_in(approver)
    for one in (page, course):
        client.post(f"{address}?id={one.pk}", {"include_descendants": "on"})
        assert not is_live(page)


def test_an_author_is_told_before_it_goes_to_the_approver(course, photo, author, signed_in):
    page = draft(course, showing(photo))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = signed_in(author).post(edit, form_of(page, **{"action-submit": "1"})).context["form"]
    assert "Giờ ra chơi" in form.errors["body"][0]
    assert list(form.errors["body"].as_data()[0].block_errors) == [0]
    assert LecturePage.objects.get(pk=page.pk).current_workflow_state is None


def test_approving_gives_it_back_with_the_reason(course, photo, giang, ms_lan, author, approver, signed_in):
    page = draft(course, showing(photo))
    agree(giang, PHOTO, ms_lan)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    signed_in(author).post(edit, form_of(page, **{"action-submit": "1"}))
    consents.withdraw(giang, PHOTO, by=ms_lan)
    step = LecturePage.objects.get(pk=page.pk).current_workflow_task_state
    step.task.specific.on_action(step, approver, "approve")
    step.refresh_from_db()
    assert step.status == "rejected"
    assert "Giờ ra chơi" in step.comment
    assert not is_live(page)


def test_the_approver_reads_at_once_that_it_is_not_published(
    course, photo, giang, ms_lan, author, approver, signed_in
):
    page = draft(course, showing(photo))
    agree(giang, PHOTO, ms_lan)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    signed_in(author).post(edit, form_of(page, **{"action-submit": "1"}))
    consents.withdraw(giang, PHOTO, by=ms_lan)
    form = form_of(page, **{"action-workflow-action": "true", "workflow-action-name": "approve"})
    answer = signed_in(approver).post(edit, form, follow=True)
    assert "Bài chưa được đăng, đã trả lại tác giả: Ảnh «Giờ ra chơi»" in answer.content.decode()
    assert not is_live(page)


def test_what_was_due_on_a_day_stays_a_draft_when_the_consent_has_ended_by_then(
    course, photo, giang, ms_lan, time_machine
):
    agree(giang, PHOTO, ms_lan)
    page = draft(course, showing(photo))
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    other = draft(course, text("Bài khác"), title="Bài khác")
    other.go_live_at = page.go_live_at
    other.save_revision().publish()
    consents.withdraw(giang, PHOTO, by=ms_lan)
    time_machine.move_to("2026-11-26T09:00:00+07:00")
    call_command("publish_scheduled", verbosity=0)
    assert not is_live(page)
    assert is_live(other)
    # What is missing names people: it is read on the page itself, and the log holds how much it is.
    assert Change.objects.get(act="keep a page back").after == {"lacks": 1}
    call_command("publish_scheduled", verbosity=0)
    assert Change.objects.filter(act="keep a page back").count() == 1


# When a consent ends


@pytest.fixture
def published(course, photo, giang, ms_lan):
    agree(giang, PHOTO, ms_lan)
    page = draft(course, showing(photo))
    page.save_revision().publish()
    return LecturePage.objects.get(pk=page.pk)


def test_a_withdrawal_takes_the_picture_off_every_page_at_once(
    published, photo, giang, ms_lan, client, django_capture_on_commit_callbacks
):
    pictures.make_copies(photo)
    # The one that a page shows where there are no light copies yet is not on it any more.
    copy = photo.renditions.exclude(filter_spec__startswith="max-").first()
    path, where = copy.file.path, copy.url
    assert where in client.get(published.url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        consents.withdraw(giang, PHOTO, by=ms_lan)
    page = client.get(published.url).content.decode()
    assert "Ảnh này không còn được hiển thị" in page
    assert "/media/images/" not in page
    assert "Học sinh ngoài sân" not in page
    # Who kept the address finds nothing there any more.
    assert client.get(where).status_code == 404
    assert not Path(path).exists()
    # Nor can copies for the back office be guessed from it.
    photo = Picture.objects.get(pk=photo.pk)
    assert "ruong" not in photo.get_rendition("max-165x165").url


def test_the_editors_are_told(published, giang, ms_lan, author, other_school_admin, signed_in, na_hy):
    consents.withdraw(giang, PHOTO, by=ms_lan)
    client = signed_in(author)
    assert "Đã gỡ vì chưa có sự đồng ý" in client.get("/admin/").content.decode()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[published.pk])).content.decode()
    assert "gia đình và em chưa đồng ý" in edit
    assert Change.objects.filter(act="take a picture off the pages").count() == 1


def test_a_new_consent_shows_it_again_once_the_page_is_published_anew(
    published, photo, giang, ms_lan, client
):
    consents.withdraw(giang, PHOTO, by=ms_lan)
    agree(giang, PHOTO, ms_lan)
    LecturePage.objects.get(pk=published.pk).save_revision().publish()
    photo.refresh_from_db()
    assert photo.withheld_at is None
    assert "/media/images/" in client.get(published.url).content.decode()


def test_who_is_erased_is_in_no_picture_any_more(
    published, photo, giang, school_admin, client, django_capture_on_commit_callbacks
):
    pupils.drop_out(giang, date(2026, 11, 23), by=school_admin)
    file = Path(photo.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(giang, by=school_admin)
    assert not file.exists()
    assert not Picture.objects.filter(pk=photo.pk).exists()
    assert "<figure" not in client.get(published.url).content.decode()


def test_a_withdrawal_of_something_else_leaves_it(published, photo, giang, ms_lan):
    agree(giang, NAME, ms_lan)
    consents.withdraw(giang, NAME, by=ms_lan)
    photo.refresh_from_db()
    assert photo.withheld_at is None


def test_saying_it_later_takes_the_picture_off_what_is_published(
    course, giang, author, muong_nha, signed_in, client
):
    picture = builders.make_picture(title="Sân trường")
    Picture.objects.filter(pk=picture.pk).update(collection=school_collection(muong_nha))
    page = draft(course, showing(picture))
    page.save_revision().publish()
    form = {"title": "Sân trường", "collection": school_collection(muong_nha).pk, "tags": "", "credit": ""}
    more = {"description": "", "pupils": "seen", "who": "HSGIANG1"}
    signed_in(author).post(f"/admin/images/{picture.pk}/", {**form, **more})
    picture.refresh_from_db()
    assert picture.withheld_at
    assert "không còn được hiển thị" in client.get(page.get_url()).content.decode()
