"""What authors meet in the back office, and what they do not."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_naive, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages as wagtail_messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.users.models import UserProfile

from courses import authoring, publicity, weight, withholding, writing_desk
from courses.back_office import OwnFiles, OwnPictures
from courses.media import back_office as media_back_office
from courses.models import Audience, CoursePage, GivenWork, LecturePage, LectureProgress, QuizPage
from courses.patterns import unwritten
from courses.views import pasting, patterns
from courses.views.files import file
from courses.viewsets import Licences, SubjectPlans, set_policies
from students.abilities import can

# Under this name Wagtail keeps with the account that the tour was seen.
TOUR = "courses-first-steps"

set_policies()


class QuestionBankItem(MenuItem):
    def is_shown(self, request):
        return can(request.user, "write questions")


@hooks.register("construct_homepage_panels")
def begin_with_what_there_is_to_do(request, panels):
    writing_desk.arrange(panels)


@hooks.register("register_admin_menu_item")
def way_to_the_question_bank():
    label = gettext_lazy("Question bank")
    return QuestionBankItem(
        label, reverse("courses:banks"), name="question-bank", icon_name="help", order=250
    )


@hooks.register("register_admin_viewset")
def licences():
    return Licences()


@hooks.register("register_admin_viewset")
def plans_of_subjects():
    return SubjectPlans()


@hooks.register("register_page_header_buttons")
def ways_out_of_the_editor(page, user, view_name, next_url=None):
    """From a course to a lecture out of a file; from a quiz to what is printed of it, and to where it is
    tried and copied."""
    if isinstance(page, CoursePage) and can(user, "write questions"):
        where = f"{reverse('courses:lecture_file_new')}?course={page.public_id}"
        yield Button(_("A lecture from a file"), where, icon_name="upload", priority=61)
    if not isinstance(page, QuizPage) or not can(user, "write questions"):
        return
    if page.paper:
        where = reverse("courses:quiz_print", args=[page.uid])
        yield Button(_("Print on paper"), where, icon_name="doc-full", priority=62)
    where = reverse("courses:quiz_draft", args=[page.uid])
    yield Button(_("Try it or copy it"), where, icon_name="view", priority=63)


@hooks.register("register_icons")
def our_icons(icons):
    return [*icons, "wagtailadmin/icons/bulb.svg"]


@hooks.register("register_admin_urls")
def own_screens():
    return [
        path("lectures/new/<int:course>/", patterns.choose, name="courses_lecture_patterns"),
        path("lectures/pasted/", pasting.pasted, name="courses_pasted"),
    ]


@hooks.register("insert_editor_js")
def our_editor():
    """What ours adds to the editor: pasting out of documents, and the steps for whoever is new."""
    return render_to_string("courses/authoring/editor.html", {"tour": TOUR})


@hooks.register("register_page_header_buttons")
def first_steps(page, user, view_name, next_url=None):
    """The tour of the editor: it begins by itself for whoever has not seen it, and again from here."""
    if view_name == "edit" and isinstance(page, LecturePage):
        profile = UserProfile.get_for_user(user)
        state = "seen" if profile.dismissibles.get(TOUR) else "new"
        words = _("First steps, one by one")
        yield Button(words, "#", icon_name="help", attrs={"data-editor-tour": state}, priority=90)


@hooks.register("before_create_page")
def begin_from_a_pattern(request, parent, page_class):
    """Who opens the empty editor chooses first from what; «an empty page» is among it."""
    if request.method == "GET" and page_class is LecturePage and "blank" not in request.GET:
        return redirect("courses_lecture_patterns", parent.pk)
    return None


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
            wagtail_messages.button(compare, _("Compare the two wordings")),
            wagtail_messages.button(restore, _("Open the other wording")),
        ]
        wagtail_messages.warning(request, words % told, buttons=buttons)


@hooks.register("before_publish_page")
def ask_for_consent_first(request, page):
    """The draft is saved by now; what stands against it is told on a page of its own."""
    if not publicity.faults(page):
        return None
    messages.error(request, _("The page is saved, but not published yet: see below what is missing."))
    return redirect("courses:page_people", page.translation_key)


@hooks.register("before_publish_page")
def ask_for_what_the_pattern_left_open(request, page):
    """The draft is saved by now, as with a consent that is missing."""
    sentences = unwritten(page)
    if not sentences:
        return None
    messages.error(request, " ".join(sentences))
    return redirect("wagtailadmin_pages:edit", page.pk)


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


@hooks.register("construct_page_chooser_queryset")
def choose_what_may_be_seen(pages, request):
    """To link to: published pages for everybody, and whatever the author works on."""
    if request.user.is_superuser:
        return pages
    closed = [kind.objects.exclude(audience=Audience.PUBLIC).values("pk") for kind in (LecturePage, QuizPage)]
    own = PagePermissionPolicy().explorable_instances(request.user).values("pk")
    return pages.filter(Q(live=True) & ~Q(pk__in=closed[0]) & ~Q(pk__in=closed[1]) | Q(pk__in=own))


@hooks.register("construct_explorer_page_queryset")
def explore_what_is_own(parent, pages, request):
    # What stands behind a lecture is written in the lecture.
    pages = pages.exclude(pk__in=QuizPage.objects.exclude(of_lecture=None).values("pk"))
    if request.user.is_superuser:
        return pages
    return pages.filter(pk__in=PagePermissionPolicy().explorable_instances(request.user).values("pk"))


@hooks.register("construct_admin_api", order=100)
def tell_of_own_files_only(router):
    """Wagtail's own endpoints, registered before, tell of every school's."""
    router.register_endpoint("images", OwnPictures)
    router.register_endpoint("documents", OwnFiles)


@hooks.register("before_serve_document")
def ask_who_may_read(document, request):
    """Wagtail's own address counts documents through, and would hand out drafts' and schools' files."""
    return file(request, document.get_file_hash(), document.filename)


@hooks.register("before_delete_page")
def keep_what_pupils_did(request, page):
    """A lecture that was read or given to a class is taken down, never deleted: the traces stay."""
    pages = page.get_descendants(inclusive=True).values("pk")
    used = (
        GivenWork.objects.filter(page__in=pages).exists()
        or LectureProgress.objects.filter(lecture__in=pages).exists()
    )
    if not used:
        return None
    messages.error(
        request,
        _(
            "«%(title)s» cannot be deleted: pupils have read it or it was given to a class. "
            "Unpublish it instead; it then disappears from the site and what pupils did is kept."
        )
        % {"title": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def publish_no_clash(request, action_type, objects, action):
    """Publishing many at once passes by the editor, which refuses a question that is asked elsewhere, and
    a pupil's face or name without consent."""
    if action_type != "publish" or not objects:
        return None
    among = reduce(or_, (Q(path__startswith=page.path) for page in objects))
    sentences = [
        sentence
        for quiz in QuizPage.objects.filter(among)
        for sentence in withholding.page_clashes(quiz.get_latest_revision_as_object(), request.user)
    ]
    for page in Page.objects.filter(among).specific():
        faults = publicity.faults(page.get_latest_revision_as_object())
        sentences += [f"«{page.get_admin_display_title()}»: {fault}" for fault in faults]
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect(action.next_url) if sentences else None


@hooks.register("construct_reports_menu")
def only_reports_of_own(request, menu_items):
    """Reports that tell of every school are for whoever works for every school."""
    if not authoring.works_for_all_schools(request.user):
        menu_items[:] = [item for item in menu_items if item.url not in authoring.OF_ALL_SCHOOLS]
