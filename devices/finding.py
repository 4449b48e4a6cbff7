"""Devices and SIM cards in the one box (students/finders.py): by code, serial, IMEI, number or ICCID."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from devices.models import Device, Sim
from students.finders import Finder, Hit, note, register


def find_devices(user, wanted, most):
    devices = Device.objects.visible_to(user, to="see devices").numbered(wanted.text)
    return devices.select_related("model", "school").order_by("code")


def tell_devices(devices, user):
    return [
        Hit(one.code, reverse("devices:device", args=[one.code]), note(one.model, one.serial, one.school))
        for one in devices
    ]


def find_sims(user, wanted, most):
    if not wanted.number:
        return []
    sims = Sim.objects.visible_to(user, to="see devices").search(wanted.text)
    return sims.select_related("school").order_by("number", "pk")


def tell_sims(sims, user):
    return [
        Hit(str(sim), reverse("devices:sim", args=[sim.iccid]), note(sim.iccid, sim.school)) for sim in sims
    ]


def register_own():
    register(
        Finder(
            "devices", _("Devices"), "tablet", find_devices, tell_devices, 50, "see devices", forgives=False
        ),
        Finder("sims", _("SIM cards"), "sim", find_sims, tell_sims, 55, "see devices", forgives=False),
    )
