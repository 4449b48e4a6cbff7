"""Where Wagtail tells of every school's people and files, and what each person is told instead."""

from typing import ClassVar

from django.contrib.auth import get_user_model
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import PageLogEntry
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class PagesToChoose(PagesAdminAPIViewSet):
    """Pages for the choosers. Wagtail's acts at these addresses publish, copy and delete past every hook that
    asks first, and no screen uses them."""

    actions: ClassVar = {}


class OwnPictures(ImagesAdminAPIViewSet):
    def get_queryset(self):
        return chosen_from(super().get_queryset(), self.request.user)


class OwnFiles(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        return chosen_from(super().get_queryset(), self.request.user)


def chosen_from(things, user):
    policy = policy_registry.get_by_type(things.model)
    allowed = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return things.filter(pk__in=allowed.values("pk"))


def name_only_who_works_on_the_same_pages():
    """Let the filters of page lists offer those who wrote what this person may open, nobody else."""
    from wagtail.admin.views.pages.listing import PageFilterSet

    PageFilterSet.declared_filters["owner"].queryset = owners
    PageFilterSet.declared_filters["edited_by"].queryset = editors


def write_text_as_text():
    """In a .csv, Excel takes what begins with «=» for a formula; an author may have written it."""
    from wagtail.admin.views.mixins import SpreadsheetExportMixin

    SpreadsheetExportMixin.custom_value_preprocess[str] = {SpreadsheetExportMixin.FORMAT_CSV: as_text}


def as_text(words):
    return f"'{words}" if words.startswith(FORMULA_SIGNS) else words


def owners(request):
    return get_user_model().objects.filter(pk__in=_own_pages(request).values("owner"))


def editors(request):
    edits = PageLogEntry.objects.filter(action="wagtail.edit", page__in=_own_pages(request).values("pk"))
    return get_user_model().objects.filter(pk__in=edits.values("user"))


def _own_pages(request):
    return PagePermissionPolicy().explorable_instances(request.user).order_by()
