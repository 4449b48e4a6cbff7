"""Of the numbers on machines and SIM cards."""

from django.utils.translation import gettext_lazy as _

from students.roster.issues import WARNING

NUMBERS = {
    "serial_destroyed": (
        WARNING,
        _(
            "Excel has destroyed the serial number («%(value)s»). Type it as text, as it stands on the "
            "machine."
        ),
    ),
    "imei_destroyed": (
        WARNING,
        _(
            "Excel has destroyed the IMEI («%(value)s»): its last digits are lost and were not guessed. Read "
            "it on the machine (*#06#) and type it as text."
        ),
    ),
    "iccid_destroyed": (
        WARNING,
        _(
            "Excel has destroyed the SIM serial number («%(value)s»): its last digits are lost and were not "
            "guessed. Read it on the card and type it as text."
        ),
    ),
    "sim_phone_destroyed": (
        WARNING,
        _("Excel has destroyed the telephone number of the SIM («%(value)s»). Type it as text."),
    ),
    "imei_length": (
        WARNING,
        _(
            "An IMEI has 15 digits; «%(value)s» has %(count)s, so it was left out. Read it again on the "
            "machine (*#06#)."
        ),
    ),
    "imei_check_digit": (
        WARNING,
        _("The check digit of IMEI %(value)s is wrong: one digit is mistyped. Read it again (*#06#)."),
    ),
    "iccid_length": (
        WARNING,
        _(
            "A SIM serial number has 19 or 20 digits and begins with 89; «%(value)s» was left out. "
            "Read it again on the card."
        ),
    ),
    "iccid_check_digit": (
        WARNING,
        _("The check digit of SIM serial number %(value)s is wrong: one digit is mistyped. Read it again."),
    ),
    "sim_phone_invalid": (
        WARNING,
        _("«%(value)s» is not the telephone number of a SIM and was left out."),
    ),
    "number_moved": (
        WARNING,
        _("«%(value)s» is %(kind)s and stands in the wrong column; it was read as such."),
    ),
    "column_moved": (
        WARNING,
        _("In the column «%(value)s» stands %(kind)s (told by what the cells hold); it was read so."),
    ),
    "phone_taken_as_sim": (
        WARNING,
        _(
            "The column «%(value)s» stands beside the SIM and was read as the telephone number of the SIM. "
            "If it is the family's, write «SĐT phụ huynh» above it."
        ),
    ),
    "numbers_too_many": (
        WARNING,
        _("Several numbers stand in one cell («%(value)s»); the first one was read. Write one in each row."),
    ),
}
