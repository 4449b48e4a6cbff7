"""The word of a community: asked for one wording, said by who speaks for the people, followed at once."""

from home.culture import community
from home.models import CommunityWord, CultureEntryPage
from students.models import EthnicGroup
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
