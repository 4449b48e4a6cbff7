"""The form with which the back office copies a page."""

from wagtail.admin.forms.pages import CopyForm


class DraftCopyForm(CopyForm):
    """A copy is a draft, and a page of its own: what is asked before a page goes out is asked of it too, and
    who agreed to the first page said nothing of a second."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
