"""Put machines into stock by scanning what is printed on them, one after the other: a scan is a machine.

The same scan twice is the same machine, so a scan whose answer was lost is simply sent again.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from devices.models import Device
from devices.numbers import are_digits, bare, imei_holds
from devices.refusal import Refused
from lms.history import note_change

LONGEST = 60


@dataclass(frozen=True)
class Taken:
    device: Device
    is_new: bool
    sentence: str


def take_in(text, batch, model, school, by):
    """The machine that was scanned, put into stock now or known before. Raises `Refused`."""
    number = bare(text)
    if not number or len(text) > LONGEST or "/" in text:
        raise Refused(_("This is no serial number or IMEI. Scan the number that is printed on the machine."))
    if are_digits(number) and len(number) == 15 and not imei_holds(number):
        raise Refused(_("The check digit of this IMEI is wrong. Read it again on the machine (*#06#)."))
    try:
        with transaction.atomic():
            if known := _known(number):
                return _told_again(known, batch, school, by)
            return _put_into_stock(text, number, batch, model, school, by)
    except IntegrityError:
        # Scanned by two people at the same moment.
        return _told_again(_known(number), batch, school, by)


def _known(number):
    found = Device.objects.filter(serial_norm=number)
    if imei_holds(number):
        found |= Device.objects.filter(imei1=number) | Device.objects.filter(imei2=number)
    return found.select_related("batch", "school").first()


def _told_again(device, batch, school, by):
    if not Device.objects.visible_to(by, to="manage devices").filter(pk=device.pk).exists():
        raise Refused(
            _("A device with this number is there already, at another school. Put it aside and ask.")
        )
    if device.batch_id == batch.pk and device.school_id == school.pk:
        return Taken(
            device, is_new=False, sentence=_("Scanned before: it is %(code)s.") % {"code": device.code}
        )
    words = _("It is in stock already as %(code)s, from «%(batch)s», at %(school)s. Put it aside and look.")
    raise Refused(words % {"code": device.code, "batch": device.batch, "school": device.school})


def _put_into_stock(text, number, batch, model, school, by):
    device = Device.objects.create(
        serial=text.strip(),
        # Until somebody reads the serial off the machine, its IMEI stands for it.
        imei1=number if imei_holds(number) else None,
        batch=batch,
        model=model,
        school=school,
        received_on=batch.received_on,
    )
    note_change(
        by=by,
        act="add device",
        thing=device,
        after={"serial": device.serial, "batch": str(batch)},
        school=school,
    )
    return Taken(device, is_new=True, sentence=_("%(code)s is in stock now.") % {"code": device.code})
