"""Devices and SIM cards in the box of staff (students/finding.py): by code, serial, IMEI, number or ICCID."""

from django.urls import reverse

from devices.models import Device, Sim
from students.finding import MOST, Hit


def find_devices(user, wanted):
    devices = Device.objects.visible_to(user, to="see devices").numbered(wanted.text)
    for device in devices.select_related("model", "school").order_by("code")[: MOST + 1]:
        note = f"{device.model} · {device.serial} · {device.school}"
        yield Hit(device.code, reverse("devices:device", args=[device.code]), note)


def find_sims(user, wanted):
    if not wanted.number:
        return
    sims = Sim.objects.visible_to(user, to="see devices").search(wanted.text)
    for sim in sims.select_related("school").order_by("number", "pk")[: MOST + 1]:
        yield Hit(str(sim), reverse("devices:sim", args=[sim.iccid]), f"{sim.iccid} · {sim.school}")
