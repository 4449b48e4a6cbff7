"""Of hand-over lists: what stands above them, and their rows."""

from django.utils.translation import gettext_lazy as _

from students.roster.issues import ERROR, WARNING

HANDOVERS = {
    # The list as a whole
    "sheet_hidden": (
        WARNING,
        _(
            "The sheet is hidden and was left out. If it belongs to the list, unhide it and upload the file "
            "again."
        ),
    ),
    "no_rows": (
        ERROR,
        _("Below the heading stands no row. Fill in the list and upload the file again."),
    ),
    "handover_number_unclear": (
        WARNING,
        _("Above the list stand several numbers of a paper (%(value)s); none was taken."),
    ),
    "handover_date_unclear": (
        WARNING,
        _("Above the list stand several dates (%(value)s); none was taken. Choose the day of the hand-over."),
    ),
    "handover_date_missing": (
        WARNING,
        _(
            "Above the list stands no date of the hand-over. Without one the papers get the day on which the "
            "list is taken over; choose the day (--date) if it was another."
        ),
    ),
    "handover_date_ahead": (
        ERROR,
        _("The date of the hand-over, %(value)s, lies ahead. Correct it above the list."),
    ),
    "handover_school_unclear": (
        WARNING,
        _("Above the list stand several schools (%(value)s); none was taken."),
    ),
    "handover_batch_unclear": (
        WARNING,
        _("Above the list stand several batches (%(value)s); none was taken."),
    ),
    "account_unknown": (
        ERROR,
        _("There is no account «%(value)s» that may sign in. Check the name."),
    ),
    "nobody_to_sign": (
        ERROR,
        _(
            "The school has no administrator in whose name the papers could be written. "
            "Name an account that may hand devices over (--by)."
        ),
    ),
    # Rows of a hand-over list. Of a pupil whom the school knows a fact may be missing.
    "class_unreadable": (
        WARNING,
        _(
            "«%(value)s» is not the name of a class (Excel may have turned it into a date). The class was "
            "left out; type it as text, such as 6A1."
        ),
    ),
    "date_invalid": (
        WARNING,
        _("«%(value)s» is not a date and was left out. Write day/month/year, such as 05/09/2015."),
    ),
    "date_in_future": (
        WARNING,
        _("The date of birth %(value)s lies in the future and was left out. Correct it."),
    ),
    "nothing_named": (
        ERROR,
        _("It is not told what was handed over. Add the serial number or IMEI, or the number of the SIM."),
    ),
    "not_received": (
        WARNING,
        _("The list says «%(value)s»: nothing was handed over, so the row was left out."),
    ),
    "device_unknown": (
        ERROR,
        _(
            "The device %(value)s is not in the stock of this school. Compare the number with the machine, "
            "or put the device into stock first."
        ),
    ),
    "sim_unknown": (
        ERROR,
        _(
            "The SIM %(value)s is not among the SIM cards of this school. Compare the number with the card, "
            "or put the card into stock first."
        ),
    ),
    "device_unreadable": (
        ERROR,
        _(
            "Which device it was cannot be read from the row. Read a number on the machine and type it as "
            "text."
        ),
    ),
    "sim_unreadable": (
        ERROR,
        _("Which SIM it was cannot be read from the row. Read a number on the card and type it as text."),
    ),
    "numbers_disagree": (
        ERROR,
        _(
            "%(one)s and %(other)s do not belong together: by the stock they are of two different things. "
            "Compare both with the machine."
        ),
    ),
    "device_twice": (
        ERROR,
        _("The same device also stands in row %(other)s%(where)s, for another pupil. Correct one of them."),
    ),
    "sim_twice": (
        ERROR,
        _("The same SIM also stands in row %(other)s%(where)s, for another pupil. Correct one of them."),
    ),
    "pupil_two_devices": (
        ERROR,
        _("The pupil also stands in row %(other)s%(where)s with another device. Keep the right one."),
    ),
    "row_again": (
        ERROR,
        _(
            "The same pupil with the same things already stands in row %(other)s%(where)s. Delete one of "
            "them."
        ),
    ),
    "household_two_devices": (
        ERROR,
        _(
            "The household of this pupil already gets a device in row %(other)s%(where)s. One household "
            "receives one; for more, hand it over on the page of the pupil with the number of the decision."
        ),
    ),
    "held_by_another": (
        ERROR,
        _("%(item)s is held by %(holder)s since %(day)s. Take it back first, or correct the row."),
    ),
    "held_until": (
        ERROR,
        _("%(item)s was with %(holder)s until %(until)s. The date of the list must be later."),
    ),
    "household_served": (
        ERROR,
        _("This household already has device %(code)s since %(day)s. One household receives one device."),
    ),
    "kit_goes_along": (WARNING, "%(sentence)s"),
}
