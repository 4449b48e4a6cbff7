"""Whichever way an entry of the archive goes out, it is asked what tellers and community agreed to."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.publicity import NoConsent
from home.models import CultureEntryPage, HomePage
from lms.models import Change
from tests.home import archive

BEFORE, NEW = "Cả bản cúng đầu năm.", "Lời chưa ai đọc."


@pytest.fixture
def changed(entry):
    """The public entry, with a draft that nobody of the community has read."""
    entry.summary = NEW
    entry.save_revision()
    return CultureEntryPage.objects.get()


def form_of(page):
    """What the editor sends: the draft as it is."""
    draft = page.get_latest_revision_as_object()
    told = {
        "title": draft.title,
        "slug": draft.slug,
        "kind": draft.kind_id,
        "own_name": "",
        "summary": draft.summary,
        "cover": "",
        "body": streamfield([("text", rich_text("<p>Ông mo khấn trước.</p>"))]),
        "readings": streamfield([]),
        "villages": "",
        "calendar": draft.calendar,
        "first_month": draft.first_month,
        "last_month": draft.last_month,
        "when": "",
        "tellers": inline_formset([]),
        "sources": "Sổ tay văn hóa bản, 2019",
        "collected_by": "",
        "licence": draft.licence_id,
        "licence_holder": "",
        "seo_title": "",
        "search_description": "",
        "comments": inline_formset([]),
    }
    chosen = {name: [one.pk for one in getattr(draft, name).all()] for name in ("peoples", "communes")}
    return {**nested_form_data(told), **chosen}


def by_the_editor(page, client):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, {**form_of(page), "action-publish": "1"}, follow=True)


def by_an_older_version(page, client):
    older = page.get_latest_revision()
    CultureEntryPage.objects.get().save_revision()
    form = {**form_of(page), "action-publish": "1", "revision": older.pk}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)


def by_many_at_once(page, client):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.get_parent().pk}", {"include_descendants": "on"})
    client.post(f"{address}?id={page.pk}")


def by_the_interface_for_programs(page, client):
    address = f"/admin/api/main/pages/{page.pk}/"
    assert client.get(address).status_code == 200
    for act in ("publish", "copy", "create_alias", "revert_to_page_revision"):
        assert client.post(f"{address}action/{act}/").status_code == 404, act


def by_approval(page, client):
    page.get_workflow().start(page, page.owner)
    step = CultureEntryPage.objects.get().current_workflow_task_state
    user = client.get("/admin/account/").wsgi_request.user
    step.task.specific.on_action(step, user, "approve")
    step.refresh_from_db()
    assert step.status == "rejected"


def by_the_revision_itself(page, client):
    with pytest.raises(NoConsent):
        page.get_latest_revision().publish()


def on_a_day(page, client):
    with pytest.raises(NoConsent):
        due_tomorrow(page).publish()


def due_tomorrow(page):
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    return draft.save_revision()


WAYS = [
    by_the_editor,
    by_an_older_version,
    by_many_at_once,
    by_the_interface_for_programs,
    by_approval,
    by_the_revision_itself,
    on_a_day,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_out_passes_by_the_community(way, changed, province_admin, signed_in):
    way(changed, signed_in(province_admin))
    page = CultureEntryPage.objects.get()
    assert (page.live, page.summary) == (True, BEFORE)


def test_the_editor_publishes_what_was_read(changed, elder, province_admin, signed_in):
    # So that the ways above are refused for what they carry, and not for how they are asked.
    client = signed_in(province_admin)
    by_the_editor(changed, client)
    archive.approve(CultureEntryPage.objects.get(), elder)
    by_the_editor(changed, client)
    assert CultureEntryPage.objects.get().summary == NEW


def test_what_is_due_stays_a_draft_when_the_community_has_said_no_by_then(
    changed, elder, time_machine, province_admin
):
    due = due_tomorrow(changed)
    (word,) = archive.approve(CultureEntryPage.objects.get(), elder)
    due.publish()
    archive.community.say(word, elder, "declined", "Bà Ín chưa ưng")
    time_machine.move_to("2026-11-27T09:00:00+07:00")
    call_command("publish_scheduled", verbosity=0)
    assert CultureEntryPage.objects.get().summary == BEFORE
    assert Change.objects.get(act="keep a page back").after == {"lacks": 1}


@pytest.mark.parametrize("ticked", ["publish_copies", "alias"])
def test_a_copy_is_a_draft_of_which_nobody_was_asked(ticked, entry, province_admin, signed_in):
    parent = entry.get_parent()
    told = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": parent.pk, ticked: "on"}
    signed_in(province_admin).post(reverse("wagtailadmin_pages:copy", args=[entry.pk]), told)
    copy = CultureEntryPage.objects.exclude(pk=entry.pk).get()
    assert (copy.live, copy.alias_of) == (False, None)
    assert "Thái" in archive.refused(copy)


def test_no_code_publishes_a_copy_either(entry):
    home = HomePage.objects.get()
    copied = home.copy(
        recursive=True, update_attrs={"slug": "khac", "title": "Khác"}, to=home.get_parent(), keep_live=True
    )
    assert copied.get_descendants(inclusive=True).live().count() == 0
    with pytest.raises(NotImplementedError):
        entry.create_alias(update_slug="hai")
