"""What authors meet in the back office, and what they do not."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.users.models import UserProfile

from courses import (
    authoring,
    before_publishing,
    choosing_outside,
    editor_notices,  # noqa: F401 – its hooks are found here
    publicity,
    writing_desk,
)
from courses.back_office import OwnFiles, OwnPictures, PagesToChoose
from courses.models import Audience, CoursePage, GivenWork, LecturePage, LectureProgress, QuizPage
from courses.views import pasting, patterns
from courses.views.files import file
from courses.viewsets import Licences, Skills, SubjectPlans, set_policies
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
def pages_of_others():
    return choosing_outside.chooser


@hooks.register("register_admin_viewset")
def plans_of_subjects():
    return SubjectPlans()


@hooks.register("register_admin_viewset")
def digital_skills():
    return Skills()


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


@hooks.register("before_publish_page")
def ask_before_it_goes_out(request, page):
    """The draft is saved by now. A consent that is missing is told on a page of its own, with what to do."""
    sentences = before_publishing.in_the_page(page, request.user)
    if sentences:
        messages.error(request, " ".join(sentences))
    if publicity.faults(page):
        messages.error(request, _("The page is saved, but not published yet: see below what is missing."))
        return redirect("courses:page_people", page.translation_key)
    return redirect("wagtailadmin_pages:edit", page.pk) if sentences else None


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
    router.register_endpoint("pages", PagesToChoose)
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
def ask_before_many_go_out(request, action_type, objects, action):
    """Publishing many at once passes by the editor and what it asks."""
    if action_type != "publish" or not objects:
        return None
    among = reduce(or_, (Q(path__startswith=page.path) for page in objects))
    sentences = [
        f"«{page.get_admin_display_title()}»: {fault}"
        for page in Page.objects.filter(among).specific()
        for fault in before_publishing.faults(page.get_latest_revision_as_object(), request.user)
    ]
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect(action.next_url) if sentences else None


@hooks.register("construct_reports_menu")
def only_reports_of_own(request, menu_items):
    """Reports that tell of every school are for whoever works for every school."""
    if not authoring.works_for_all_schools(request.user):
        menu_items[:] = [item for item in menu_items if item.url not in authoring.OF_ALL_SCHOOLS]
