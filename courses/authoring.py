"""Who may write where: groups and rights in the back office that follow the roles in force today.

A role (students.Role) ends by date or is withdrawn; Wagtail only knows groups. So each group here
stands for one role at one place («author@school:11000001»), holds the rights on the pages and
collections of that place, and its members are set anew whenever somebody comes to /admin/.
"""

import re

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.views.defaults import page_not_found, permission_denied
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    TaskState,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from courses.models import CoursePage
from courses.pictures import collection
from lms import refusals
from students.models import Role

ADMIN = "/admin/"
# What lies there for everybody: the doors, and the words of the editor.
OPEN = ("/admin/login/", "/admin/logout/", "/admin/account/", "/admin/jsi18n/")
# Reports that name people and drafts of every school; they know no scope.
OF_ALL_SCHOOLS = (
    "/admin/reports/site-history/",
    "/admin/reports/page-types-usage/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/pages/usage/",
)
# What Wagtail names without asking who may see it: pages in its chooser and when moving one, and
# whatever a list of numbers picks for many at once.
NAMING = ("/admin/choose-page/", "/admin/pages/", "/admin/bulk/")
# Wagtail's own error on purpose.
NOBODYS = ("/admin/failwhale/",)
SHARED = "Dùng chung"
# Kinds of roles that work in the back office, with what they may do to pages.
PAGE_RIGHTS = {
    Role.Kind.AUTHOR: ["add_page", "change_page"],
    Role.Kind.APPROVER: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    Role.Kind.PROVINCE_ADMIN: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
# Rights on models beside pages, by kind of role; question banks add theirs in their own `ready`.
MODEL_RIGHTS = {kind: ["wagtailadmin.access_admin"] for kind in PAGE_RIGHTS}
# Wagtail asks for the rights on its own models, also where ours stand in for them.
MEDIA_APPS = ("wagtailimages", "wagtaildocs")
MEDIA_RIGHTS = ["add_image", "change_image", "add_document", "change_document"]
MEDIA_MODELS = (("lms", "picture"), ("lms", "mediafile"))
NUMBER = re.compile(r"[0-9]{1,18}")
CHOOSE_RIGHTS = ["choose_image", "choose_document"]


class RolesAtTheDoor:
    """Middleware: whoever comes to /admin/ has the rights of the roles in force today, no others."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        user = request.user
        if path.startswith(ADMIN) and path not in OPEN and user.is_authenticated:
            if not follow_roles(user) and not user.is_superuser:
                refusals.note_door(user, path)
                return permission_denied(request, PermissionDenied(path))
            closed = NOBODYS if works_for_all_schools(user) else NOBODYS + OF_ALL_SCHOOLS
            if path.startswith(closed) or _names_what_is_foreign(request):
                refusals.note_door(user, path)
                return page_not_found(request, Http404(path))
        return self.get_response(request)


def follow_roles(user, on=None):
    """Put `user` into the groups of today's roles and out of those of ended ones; whether there are any."""
    roles = [
        role
        for role in user.roles.on(on or timezone.localdate()).select_related("school", "place")
        if role.kind in PAGE_RIGHTS
    ]
    wanted = {name_of(role): role for role in roles}
    held = dict(user.groups.filter(name__contains="@").values_list("name", "pk"))
    if ended := [held[name] for name in held.keys() - wanted.keys()]:
        user.groups.remove(*ended)
    for name in wanted.keys() - held.keys():
        user.groups.add(group_of(wanted[name]))
    return bool(wanted)


def works_for_all_schools(user):
    """Whether `user` approves or leads for the whole province."""
    leading = [Role.Kind.APPROVER, Role.Kind.PROVINCE_ADMIN]
    return (
        user.is_superuser
        or user.roles.on(timezone.localdate()).filter(kind__in=leading, place__level="province").exists()
    )


def _names_what_is_foreign(request):
    """Whether the answer would name a page, picture or file that is none of this person's business."""
    path, user = request.path_info, request.user
    if user.is_superuser or not path.startswith(NAMING):
        return False
    ids = {number for number in request.GET.getlist("id") if NUMBER.fullmatch(number)}
    if "move" in path or "choose" in path:
        ids |= set(re.findall(r"/(\d{1,18})(?=/)", path))
    if not ids:
        return False
    for app, model in MEDIA_MODELS:
        if path.startswith(f"/admin/bulk/{app}/{model}/"):
            policy = policy_registry.get_by_type(apps.get_model(app, model))
            known = policy.instances_user_has_any_permission_for(user, ["choose", "change", "delete"])
            break
    else:
        known = Page.objects.live() | PagePermissionPolicy().explorable_instances(user)
    return known.filter(pk__in=ids).count() < len(ids)


def name_of(role):
    """The name of the group for `role`: its kind and its place."""
    where = f"school:{role.school.code}" if role.school_id else f"place:{role.place.level}:{role.place.code}"
    return f"{role.kind}@{where}"


@transaction.atomic
def group_of(role):
    """The group for `role`, made with all its rights when there is none yet."""
    group, made = Group.objects.get_or_create(name=name_of(role))
    if made:
        _allow_models(group, role.kind)
        _allow_media(group, role)
        _allow_pages(group, role.kind, pages_of(role))
    return group


def pages_of(role):
    """The pages at the top of what `role` may write in."""
    if role.school_id:
        return CoursePage.objects.filter(school=role.school_id)
    if role.place.level != "province":
        return CoursePage.objects.filter(school__commune=role.place_id)
    if role.kind == Role.Kind.AUTHOR:
        return CoursePage.objects.filter(school=None)
    return Page.objects.filter(depth=2)


def refresh_rights():
    """Bring every group's pages up to date, after a course came, went or changed its school."""
    one_role_each = {}
    for role in Role.objects.filter(kind__in=PAGE_RIGHTS).select_related("school", "place"):
        one_role_each.setdefault(name_of(role), role)
    for group in Group.objects.filter(name__in=one_role_each):
        role = one_role_each[group.name]
        _allow_pages(group, role.kind, pages_of(role))


def shared_collection():
    """Pictures and files that every author may choose."""
    return collection(SHARED)


def school_collection(school):
    """Pictures and files of one school's authors."""
    return collection(f"{school.name} ({school.code})")


def collection_of(course):
    """Where pictures and files of the lectures of `course` lie."""
    return school_collection(course.school) if course.school_id else shared_collection()


def states_to_approve(task, user):
    """Open states of `task` whose page `user` may publish."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=task.pk)
    allowed = [
        state.pk
        for state in states.select_related("workflow_state")
        if (page := state.workflow_state.content_object) and page.permissions_for_user(user).can_publish()
    ]
    return states.filter(pk__in=allowed)


def _allow_models(group, kind):
    wanted = set(MODEL_RIGHTS[kind])
    labels = Permission.objects.select_related("content_type").filter(
        codename__in=[right.partition(".")[2] for right in wanted]
    )
    group.permissions.set([p for p in labels if f"{p.content_type.app_label}.{p.codename}" in wanted])


def _allow_media(group, role):
    """Choose from what is shared; add, change and choose in the own place's collection."""
    shared = shared_collection()
    own = school_collection(role.school) if role.school_id else shared
    for place, rights in ((shared, CHOOSE_RIGHTS), (own, MEDIA_RIGHTS + CHOOSE_RIGHTS)):
        for permission in Permission.objects.filter(
            content_type__app_label__in=MEDIA_APPS, codename__in=rights
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=place, permission=permission
            )


def _allow_pages(group, kind, pages):
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS[kind])
    wanted = {(page, right) for page in pages.values_list("pk", flat=True) for right in rights}
    held = {(row.page_id, row.permission): row for row in group.page_permissions.select_related("permission")}
    GroupPagePermission.objects.filter(pk__in=[held[key].pk for key in held.keys() - wanted]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission=right)
        for page, right in wanted - held.keys()
    )
