"""Of deliveries: devices and SIM cards that come into stock."""

from django.utils.translation import gettext_lazy as _

from students.roster.issues import ERROR, WARNING

STOCK = {
    "batch_unknown": (ERROR, _("There is no batch with the code «%(value)s». Write the batch down first.")),
    "batch_overfull": (
        WARNING,
        _(
            "With this list %(count)s devices would be registered for the batch, but only %(said)s are "
            "written "
            "down for it. Look whether the list belongs to another batch."
        ),
    ),
    "models_unknown": (
        WARNING,
        _("These models are not known and were not guessed: %(value)s. Choose or add each of them."),
    ),
    "serial_missing": (
        ERROR,
        _("The serial number is missing. Type it as it stands on the machine or its box (S/N)."),
    ),
    "numbers_missing": (
        ERROR,
        _("The row names no machine and no SIM. Add the serial number, or delete the row."),
    ),
    "only_the_sim": (
        WARNING,
        _(
            "Only the SIM is put into stock: the machine of this row has neither serial number nor IMEI. "
            "Read them on the machine or its box, add them and upload the list again."
        ),
    ),
    "iccid_missing": (
        ERROR,
        _(
            "Without its serial number (ICCID) a SIM cannot be put into stock, so the row was left out. Read "
            "it on the card and type it as text."
        ),
    ),
    "imei_left_out": (
        WARNING,
        _("The IMEI was left empty; the device is known by its serial number. Add the IMEI later."),
    ),
    "model_missing": (
        ERROR,
        _("The model is missing. Add the column «Tên máy», or choose the model of the whole list (--model)."),
    ),
    "model_unknown": (
        ERROR,
        _("The model «%(value)s» is not known. Choose one that is, or let it be added as a new model."),
    ),
    "model_not_of_batch": (
        ERROR,
        _(
            "The batch brought %(models)s; the list says «%(value)s». Correct the row, or choose another "
            "batch."
        ),
    ),
    "stock_school_missing": (
        ERROR,
        _(
            "It is not told to which school this goes. Add the column «Trường», or choose the school "
            "(--school)."
        ),
    ),
    "stock_school_unknown": (
        ERROR,
        _("«%(value)s» is not a school that can be chosen here. Write its name or code as it is registered."),
    ),
    "stock_school_unclear": (
        ERROR,
        _("Several schools are called «%(value)s». Write the code of the school."),
    ),
    "school_not_of_batch": (
        WARNING,
        _("By the decision this batch does not go to %(value)s. Check the row."),
    ),
    "carrier_unknown": (
        ERROR,
        _("The carrier of the SIM is not told («%(value)s»). Write Viettel, VNPT, MobiFone or Vietnamobile."),
    ),
    "stock_row_again": (
        ERROR,
        _("The same numbers already stand in row %(other)s%(where)s. Delete one of the two rows."),
    ),
    "number_twice": (
        ERROR,
        _(
            "%(value)s also stands in row %(other)s%(where)s, with other numbers. Correct one of the two "
            "rows."
        ),
    ),
    "number_taken": (
        ERROR,
        _(
            "%(value)s is registered already and does not fit this row, so the row was left out. Read the "
            "number "
            "again on the machine or card; if it is right, ask the department."
        ),
    ),
    "stock_differs": (
        WARNING,
        _("The stock says %(old)s, the list %(new)s; the known one was kept."),
    ),
}
