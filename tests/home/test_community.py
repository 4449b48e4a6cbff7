"""The word of a community: asked for one wording, said by who speaks for the people, followed at once."""

from django.db import models
from wagtail.fields import StreamField

from home.culture import community
from home.models import CommunityWord, CultureEntryPage, CultureKind, EntryTeller
from lms.models import MediaFile
from students.models import EthnicGroup
from tests.courses.builders import make_file, make_picture
from tests.home import archive
from tests.home.archive import refused


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


def test_a_no_takes_a_public_entry_down_whatever_was_asked_last(entry, elder, signed_in):
    path = f"/collecting/community/{entry.translation_key}/03/"
    no = {"state": "declined", "remark": "Kể sai rồi", "digest": community.digest(entry)}
    entry.summary = "Khác rồi."
    community.ask(entry.save_revision().as_object(), elder)
    page = signed_in(elder).get(path).content.decode()
    assert "Khác rồi." in page
    assert "?public=1" in page
    assert "Cả bản cúng" in signed_in(elder).get(f"{path}?public=1").content.decode()
    signed_in(elder).post(path, no)
    assert CultureEntryPage.objects.get(pk=entry.pk).live
    signed_in(elder).post(f"{path}?public=1", no)
    assert not CultureEntryPage.objects.get(pk=entry.pk).live


def test_words_that_an_older_version_reckoned_otherwise_are_asked_anew(entry, elder, signed_in):
    entry.words.update(digest="0" * 64)
    path = f"/collecting/community/{entry.translation_key}/03/"
    # Before the night as well: what is public is read, and can be declined.
    assert community.digest(entry) in signed_in(elder).get(path).content.decode()
    community.ask_about_public_ones()
    community.ask_about_public_ones()
    assert [word.page_id for word in community.waiting_for(elder)] == [entry.pk]
    no = {"state": "declined", "remark": "Kể sai rồi", "digest": community.digest(entry)}
    signed_in(elder).post(path, no)
    assert not CultureEntryPage.objects.get(pk=entry.pk).live


def test_a_night_in_which_nothing_is_new_asks_little_however_many_entries_are_public(
    entry, agreement, elder, django_assert_num_queries
):
    community.ask_about_public_ones()
    with django_assert_num_queries(5):
        community.ask_about_public_ones()
    for number in range(3):
        archive.make_entry(f"Lễ {number}", agreement=agreement, by=elder)
    with django_assert_num_queries(5):
        community.ask_about_public_ones()


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


# Fields that the editor sets and no reader reads.
UNREAD = {"slug", "show_in_menus", "go_live_at", "expire_at", "comment_notifications"}


def another(field, page):
    """Another value of one field of an entry."""
    if isinstance(field, StreamField):
        blocks = {"body": ("text", "<p>Khác.</p>"), "readings": ("recording", {"language": "vi"})}
        return [blocks[field.name]]
    if isinstance(field, models.ForeignKey):
        new = {"kind": lambda: CultureKind.objects.get(code="craft"), "cover": make_picture}
        if field.name in new:
            return new[field.name]()
        return field.related_model.objects.exclude(pk=getattr(page, field.attname)).first()
    if field.choices:
        return next(value for value, _words in field.choices if value != getattr(page, field.name))
    return 7 if isinstance(field, models.IntegerField) else "Khác"


def test_every_field_that_a_reader_reads_voids_the_word_when_it_changes(entry):
    asked = set(CultureEntryPage.get_edit_handler().get_form_class().base_fields) - UNREAD
    before = community.digest(CultureEntryPage.objects.get())
    for name in asked:
        page = CultureEntryPage.objects.get()
        field = page._meta.get_field(name)
        if field.many_to_many:
            getattr(page, name).set(field.related_model.objects.all()[:5])
        else:
            setattr(page, name, another(field, page))
        assert community.digest(page) != before, name
    assert {"readings", "sources", "collected_by", "licence_holder", "seo_title", "communes"} <= asked


def test_another_teller_or_another_picture_under_the_same_name_is_another_wording(entry, ms_lan, muong_nha):
    page = CultureEntryPage.objects.get()
    page.cover = make_picture()
    seen = [community.digest(page)]
    page.cover.file_hash = "0" * 40
    page.cover.save()
    seen.append(community.digest(page))
    page.tellers.add(EntryTeller(agreement=archive.make_agreement(ms_lan, muong_nha, "Lò Văn Ó")))
    seen.append(community.digest(page))
    page.tellers.set([EntryTeller(agreement=row.agreement, shows_film=True) for row in page.tellers.all()])
    seen.append(community.digest(page))
    assert len(set(seen)) == 4


def test_what_only_the_editor_meets_voids_nothing(entry):
    page = CultureEntryPage.objects.get()
    before = community.digest(page)
    page.slug, page.show_in_menus = "khac", True
    page.body = [("text", '<p data-block-key="x1y2z">Ông mo khấn trước, cả bản theo sau.</p>')]
    assert community.digest(page) == before


def test_a_recording_is_looked_for_in_few_questions_however_many_entries_wait(
    agreement, elder, django_assert_num_queries
):
    file = make_file()
    MediaFile.objects.filter(pk=file.pk).update(id=987_654)
    file = MediaFile.objects.get(pk=987_654)
    asked = 4
    for number in range(4):
        page = archive.make_entry(f"Lễ {number}", agreement=agreement, live=False)
        community.ask(page, elder)
        with django_assert_num_queries(asked):
            assert not community.may_hear(file, elder)
    page.body = [("sound", {"title": "Hát", "file": file, "transcript": ""})]
    community.ask(page.save_revision().as_object(), elder)
    assert community.may_hear(file, elder)
    page.save()
    CultureEntryPage.objects.filter(pk=page.pk).update(latest_revision=None)
    assert community.may_hear(file, elder)
