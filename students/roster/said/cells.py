"""Of single cells: ids, telephones, communes, states."""

from django.utils.translation import gettext_lazy as _

from .levels import ERROR, WARNING

CELLS = {
    # Other values
    "gender_unknown": (WARNING, _("«%(value)s» is neither «Nam» nor «Nữ». The gender stays open.")),
    "ethnic_group_unknown": (
        WARNING,
        _("«%(value)s» is not in the list of the 54 ethnic groups. The group stays open."),
    ),
    "phone_invalid": (WARNING, _("«%(value)s» is not a phone number and was left out.")),
    "phone_text": (WARNING, _("Beside the phone number stands «%(value)s»; only the number was kept.")),
    "phone_old_prefix": (WARNING, _("The old number %(value)s was changed to its new prefix: %(phone)s.")),
    "ministry_id_lost_zero": (
        WARNING,
        _("The ministry id «%(value)s» had lost its first zero; read as %(id)s."),
    ),
    "ministry_id_broken": (
        ERROR,
        _("The ministry id «%(value)s» is damaged (Excel keeps long numbers only as text). Type it as text."),
    ),
    "national_id_lost_zero": (
        WARNING,
        _("The personal id number had lost its first zero; it was put back."),
    ),
    "national_id_broken": (
        WARNING,
        _("The personal id number must have 12 digits; «%(value)s» was left out."),
    ),
    "national_id_differs": (
        WARNING,
        _("The personal id number tells another year of birth or gender than the list. Check the row."),
    ),
    "commune_unknown": (
        WARNING,
        _("«%(value)s» is no commune of Điện Biên, old or new. The commune stays open."),
    ),
    "commune_old": (WARNING, _("The old commune «%(value)s» belongs to %(new)s today.")),
    "commune_unclear": (
        WARNING,
        _("«%(value)s» may be %(first)s or %(second)s. Add the old district, or write today's commune."),
    ),
    "commune_differs": (
        WARNING,
        _("The old commune «%(value)s» belongs to %(first)s, but the list says %(second)s, which was kept."),
    ),
    "status_unknown": (
        ERROR,
        _("The state «%(value)s» is not known. Write «Đang học», «Chuyển đi» or «Bỏ học»."),
    ),
    "value_too_long": (
        ERROR,
        _("The value is too long: «%(value)s…». Shorten it and upload the file again."),
    ),
    "value_error_cell": (WARNING, _("The cell holds the Excel error %(value)s and was left out.")),
}
