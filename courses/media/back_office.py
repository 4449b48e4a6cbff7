"""Where authors meet light copies in Wagtail: the list of files, a file, the editor of a lecture."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from courses import on_page
from courses.media import copies


def join():
    """Wagtail has no hook for columns and buttons of its list of files."""
    from wagtail.documents.views.documents import IndexView

    columns, buttons = IndexView.columns.func, IndexView.header_buttons.func
    light = LightColumn("light", label=gettext_lazy("For pupils"))
    _replace(IndexView, "columns", lambda view: [*columns(view)[:3], light, *columns(view)[3:]])
    _replace(IndexView, "header_buttons", lambda view: [*buttons(view), way_for_large()])


def way_for_large():
    words, where = _("Large files or a weak line"), reverse("courses:large_uploads")
    return HeaderButton(words, url=where, icon_name="upload")


class LightColumn(Column):
    """How far a file is, for pupils, in some words; nothing for what is no film or sound."""

    def get_cell_context_data(self, instance, parent_context):
        # The column is there for every list that is ever shown; what was asked belongs to one of them.
        table = parent_context["table"]
        if not hasattr(table, "works"):
            table.works = copies.works_on(table.data)
        said = self.said_of(instance, table.works)
        return super().get_cell_context_data(instance, parent_context) | {"raw_value": said, "value": said}

    def get_value(self, instance):
        return None

    @staticmethod
    def said_of(file, works):
        if not copies.is_film_or_sound(file):
            return ""
        state, _why, percent = copies.state_of(works.get(file))
        return copies.said(state, percent)


def not_light_yet(page):
    """(sentences about what failed, names of what is still being made) of the films and sounds on a page."""
    failed, waiting = [], []
    for file in on_page.files_of(page):
        if copies.is_film_or_sound(file):
            state, why, _percent = copies.state_of(copies.work_on(file))
            if state == "failed":
                failed.append(why)
            elif state != "done":
                waiting.append(f"«{file.title}»")
    return failed, waiting


def _replace(view, name, function):
    replaced = cached_property(function)
    replaced.__set_name__(view, name)
    setattr(view, name, replaced)
