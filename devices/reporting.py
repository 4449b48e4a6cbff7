"""«Báo hỏng»: said on a form, or on the device itself first and sent when there is signal."""

import base64
import binascii
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from devices.models import FaultCode, Incident
from devices.named import device_named
from devices.refusal import Refused
from devices.repair.steps import open_repair
from lms import scans
from lms.history import note_change
from lms.outbox import FORBIDDEN, STORED, Outcome
from students.abilities import can

MOST_WORDS = 1000


def report(device, by, told, photo=None):
    """Write down what `by` says of `device` (kind, words, fault_code) and shows. Said twice is one report;
    what the second time shows is kept with the first.

    Returns the incident. Raises `lms.scans.NotKept` for a photo that cannot be kept; nothing is written then.
    """
    line = device.open_line()
    with transaction.atomic():
        incident, made = Incident.objects.get_or_create(
            device=device,
            kind=told["kind"],
            closed_at=None,
            defaults={
                "words": told["words"],
                "reported_by": by,
                "school": device.school,
                "line": line,
                "holder_name": str(line.pupil or line.holder)[:160] if line else "",
            },
        )
        if made and incident.kind == Incident.Kind.BROKEN:
            open_repair(device, by, told.get("fault_code"), incident.words, incident=incident)
        if made:
            note_change(
                by=by,
                act="report device",
                thing=device,
                after={"kind": incident.kind, "words": incident.words},
            )
        if photo:
            attach(incident, photo, by)
    return incident


def attach(incident, photo, by):
    """Keep a photo with the report. Raises `lms.scans.NotKept`."""
    if photo.read(5) == b"%PDF-":
        raise scans.NotKept(_("This is no picture. Take a photo of the machine."))
    photo.seek(0)
    return scans.attach(incident.photos, photo, by=by, school_id=incident.school_id)


def take(event, sender):
    """`device.reported`: {"device": code, "kind", "words", "photo": base64 of a small JPEG, or none}."""
    if not can(sender.user, "report broken devices"):
        return FORBIDDEN
    code, kind, words = (event.payload.get(name) for name in ("device", "kind", "words"))
    if not isinstance(code, str) or kind not in Incident.Kind.values or not isinstance(words, str):
        return Outcome("rejected", "malformed")
    if not words.strip():
        return Outcome("rejected", "no_words")
    try:
        device = device_named(code, sender.user, to="report broken devices")
    except Refused as refusal:
        return replace(FORBIDDEN, told=str(refusal))
    told = {"kind": kind, "words": words.strip()[:MOST_WORDS], "fault_code": _fault(event.payload)}
    try:
        report(device, sender.user, told, _photo(event.payload.get("photo")))
    except scans.NotKept:
        # The words are worth more than the picture.
        report(device, sender.user, told)
        return Outcome("stored", "no_photo")
    return STORED


def _fault(payload):
    """What the pupil chose of the list; what is not on it (any more) is left to the school."""
    code = payload.get("fault_code")
    return FaultCode.objects.filter(retired_on=None, code=code).first() if isinstance(code, str) else None


def _photo(text):
    if not text:
        return None
    try:
        return SimpleUploadedFile("photo.jpg", base64.b64decode(text, validate=True))
    except (TypeError, ValueError, binascii.Error):
        raise scans.NotKept from None
