"""Find the one thing that a printed number names, among those that somebody may act on."""

from django.db.models import Q
from django.utils.translation import gettext as _

from devices.models import Device, Sim
from devices.numbers import as_typed, digits
from devices.refusal import Refused


def device_named(typed, user, to="hand over devices"):
    """The device with this code, serial or IMEI, of those that `user` may see to do this. Raises `Refused`.

    A list offers «K7M3PX · R9TX701234»: the first word names it.
    """
    wanted, number = as_typed(typed.split("·")[0]), digits(typed)
    found = list(
        Device.objects.visible_to(user, to=to).filter(
            Q(code=wanted) | Q(serial_norm=wanted) | Q(imei1=number) | Q(imei2=number)
        )[:2]
    )
    if len(found) != 1:
        raise Refused(_("No device with this number was found in your school. Look at the label again."))
    return found[0]


def sim_named(typed, user):
    """The SIM card with this serial or phone number. Raises `Refused`."""
    number = digits(typed.split("·")[0])
    found = list(
        Sim.objects.visible_to(user, to="hand over devices")
        .exclude(status=Sim.Status.CANCELLED)
        .filter(Q(iccid=number) | Q(number=number))[:2]
    )
    if len(found) != 1 or not number:
        raise Refused(_("No SIM card with this number was found in your school. Look at the card again."))
    return found[0]
