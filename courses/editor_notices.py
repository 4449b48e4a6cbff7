"""What the editor of the back office tells whoever opens or saves a page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_naive, localtime
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages as wagtail_messages
from wagtail.models import Page

from courses import outside, publicity, weight, writing_desk
from courses.media import back_office as media_back_office
from courses.models import LecturePage
from students.abilities import can


@hooks.register("before_edit_page")
def say_why_it_came_back(request, page):
    """Wagtail keeps the approver's remark behind two clicks."""
    if request.method == "GET" and (words := writing_desk.why_it_came_back(page)):
        messages.warning(request, words)


@hooks.register("after_edit_page")
def say_that_approving_gave_it_back(request, page):
    """Wagtail says «updated» alone, and the approver would take it for published."""
    if request.POST.get("workflow-action-name") != "approve":
        return
    if words := writing_desk.why_it_was_not_approved(type(page).objects.get(pk=page.pk)):
        messages.error(request, words)


@hooks.register("after_edit_page")
def say_whose_words_were_written_over(request, page):
    """Wagtail lets the second who saves win once they were asked; the other wording is one click away."""
    loaded_at = parse_datetime(request.POST.get("loaded_revision_created_at", ""))
    if not loaded_at or is_naive(loaded_at):
        return
    page = Page.objects.get(pk=page.pk)
    if theirs := writing_desk.overwritten_by(page, request.user, loaded_at):
        mine = page.latest_revision_id
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, theirs.pk, mine])
        restore = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, theirs.pk])
        words = _(
            "%(who)s saved this page as well, at %(time)s. Both wordings are kept: compare them, or go back."
        )
        told = {"who": theirs.user, "time": date_format(localtime(theirs.created_at), "H:i d/m/Y")}
        buttons = [
            *_ways_to_merge(page, theirs, loaded_at),
            wagtail_messages.button(compare, _("Compare the two wordings")),
            wagtail_messages.button(restore, _("Open the other wording")),
        ]
        wagtail_messages.warning(request, words % told, buttons=buttons)


@hooks.register("before_edit_page")
def say_whose_consent_is_missing(request, page):
    """Told early, and to the approver before approving."""
    if request.method != "GET":
        return
    if sentences := publicity.faults(page):
        where = reverse("courses:page_people", args=[page.translation_key])
        button = wagtail_messages.button(where, _("See what is missing"))
        wagtail_messages.warning(request, " ".join(sentences), buttons=[button])


@hooks.register("before_edit_page")
def say_what_makes_it_heavy(request, page):
    """While there is still something to be done about it."""
    if request.method != "GET" or not isinstance(page, LecturePage):
        return
    if sentences := weight.warnings(page.body):
        messages.warning(request, " ".join(sentences))


@hooks.register("before_edit_page")
def offer_to_propose_an_address(request, page):
    """What an author typed may be good for every school: whoever approves looks at it, and it is found."""
    if request.method != "GET" or not isinstance(page, LecturePage):
        return
    if not can(request.user, "propose outside pages"):
        return
    for facts in outside.unknown_links(page.get_latest_revision_as_object().body):
        told = {name: str(value) for name, value in facts.items() if value not in (None, "")}
        where = f"{reverse('courses:outside_page_new')}?{urlencode(told)}"
        words = _("«%(title)s» is not in the library yet. Other classes find it there once it was looked at.")
        button = wagtail_messages.button(where, _("Propose it for the library"))
        wagtail_messages.info(request, words % {"title": facts["title"] or facts["url"]}, buttons=[button])


@hooks.register("before_edit_page")
def say_what_is_not_light_yet(request, page):
    """A film that pupils cannot play is told early, with what to do."""
    if request.method != "GET":
        return
    failed, waiting = media_back_office.not_light_yet(page.get_latest_revision_as_object())
    for sentence in failed:
        messages.warning(request, sentence)
    if waiting:
        words = _(
            "Still being made light for pupils: %(files)s. You may go on writing and publish meanwhile."
        )
        messages.info(request, words % {"files": ", ".join(waiting)})


def _ways_to_merge(page, theirs, loaded_at):
    """For a lecture, piece by piece; the wording that both began from says who has changed what."""
    if not LecturePage.objects.filter(pk=page.pk).exists():
        return
    base = (
        page.revisions.filter(created_at__lte=loaded_at).order_by("-created_at").values_list("pk", flat=True)
    )
    where = reverse("courses:writing_merge", args=[page.translation_key, theirs.pk, page.latest_revision_id])
    began = f"?base={base[0]}" if base else ""
    yield wagtail_messages.button(where + began, _("Put them together piece by piece"))
