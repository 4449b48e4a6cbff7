"""Choosing a page of the library for a lecture: what the author may see of it, found by words or address."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.library import finding
from courses.models import LibraryEntry, OutsidePage
from courses.weight import one_decimal


class WordsForm(BaseFilterForm):
    q = forms.CharField(label=_("Words or a part of the address"), required=False, max_length=200, strip=True)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def filter(self, objects):
        words = self.cleaned_data["q"].replace("\0", "")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        if by_address := objects.filter(url__icontains=words):
            return by_address
        links = (row for row in finding.find(words, self.user).rows if row["kind"] == LibraryEntry.Kind.LINK)
        return objects.filter(library_entry__in=[row["pk"] for row in links])


class _Offered:
    """What every view of the chooser keeps to: pages that the author may see."""

    @property
    def columns(self):
        return [
            *super().columns,
            Column("why", label=_("What it is good for"), accessor="why"),
            Column("megabytes", label=_("Cost"), accessor=lambda page: f"{one_decimal(page.megabytes)} MB"),
        ]

    def get_object_list(self):
        return OutsidePage.objects.visible_to(self.request.user).order_by("title", "pk")

    def get_filter_form(self):
        return WordsForm(self.request.GET, user=self.request.user)


class ChooseView(_Offered, views.ChooseView):
    pass


class ChooseResultsView(_Offered, views.ChooseResultsView):
    pass


class ChosenView(views.ChosenView):
    def get_object(self, pk):
        if not pk.isdecimal() or len(pk) > 18:
            raise OutsidePage.DoesNotExist
        return OutsidePage.objects.visible_to(self.request.user).get(pk=pk)

    def get_display_title(self, page):
        return f"{page.title} – {one_decimal(page.megabytes)} MB"


class OutsidePageChooser(ChooserViewSet):
    model = "courses.OutsidePage"
    icon = "link-external"
    choose_one_text = _("Choose a page of the library")
    choose_another_text = _("Choose another page")
    page_title = _("Pages of the library")
    register_widget = False
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView

    def get_urlpatterns(self):
        """Nothing is made here, and one page is chosen at a time."""
        return [one for one in super().get_urlpatterns() if one.name not in ("create", "chosen_multiple")]


chooser = OutsidePageChooser("courses_outside_chooser", url_prefix="outside-pages/choose")
