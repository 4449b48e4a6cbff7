"""Fields that Wagtail left without a label, so that Django made one of their English name."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "link_text": _("Words of the link"),
    "email_address": _("E-mail address"),
    "subject": _("Subject of the e-mail"),
    "body": _("What the e-mail says"),
    "phone_number": _("Phone number"),
}


def name_nameless_fields():
    from wagtail.admin.forms import choosers

    for form in (
        choosers.ExternalLinkChooserForm,
        choosers.PhoneLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.AnchorLinkChooserForm,
    ):
        for name, field in form.base_fields.items():
            field.label = LABELS.get(name, field.label)
