"""Attach the scan or photo of a signed paper: looked at before it is read, kept without what the
telephone adds to it (where it was taken, on what)."""

import hashlib

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import HandoverScan
from devices.refusal import Refused
from lms import photos
from lms.history import note_change

MOST_MB = 10
MOST_BYTES = MOST_MB * 1024 * 1024
LONGEST_SIDE = 2400  # an A4 sheet at 200 dots an inch
MOST_OF_A_PAPER = 10


def attach(paper, upload, by):
    """Keep `upload` with `paper`; the same file sent twice is one. Raises `Refused`."""
    if upload.size > MOST_BYTES:
        raise Refused(too_large())
    raw = upload.read()
    content_hash = hashlib.sha256(raw).hexdigest()
    if first := paper.scans.standing().filter(content_hash=content_hash).first():
        return first
    if paper.scans.standing().count() >= MOST_OF_A_PAPER:
        raise Refused(
            _("This record has %(count)d files already. Strike one out before attaching another.")
            % {"count": MOST_OF_A_PAPER}
        )
    content, content_type, ending = cleaned(raw)
    scan = HandoverScan(
        handover=paper,
        content_type=content_type,
        size=len(content),
        content_hash=content_hash,
        attached_by=by,
    )
    scan.file.save(f"scan.{ending}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            scan.save(force_insert=True)
            note_change(
                by=by, act="attach scan", thing=paper, after={"kind": content_type}, school=paper.school_id
            )
    except IntegrityError:
        # The same file, sent twice at the same moment.
        scan.file.delete(save=False)
        return paper.scans.standing().get(content_hash=content_hash)
    return scan


def cleaned(raw):
    """(content, its type, the ending of its name) of what may be kept. Raises `Refused`."""
    if raw[:5] == b"%PDF-":
        if b"%%EOF" not in raw[-2048:]:
            raise Refused(_("This PDF is cut off. Scan the paper again, then attach the new file."))
        return raw, "application/pdf", "pdf"
    try:
        return photos.packed(photos.redraw(raw, LONGEST_SIDE), quality=82), "image/jpeg", "jpg"
    except photos.TooManyPixels as trouble:
        raise Refused(_("This picture is too large. Take the photo again at a usual size.")) from trouble
    except photos.Unreadable as trouble:
        raise Refused(
            _("This file is neither a picture (JPEG, PNG, WebP) nor a PDF. Take a photo of the paper.")
        ) from trouble


def strike_out(scan, by, reason):
    """Take the file away; that it was there, by whom and why it went stays readable."""
    with transaction.atomic():
        scan = HandoverScan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
        if scan.struck_at:
            return scan
        name, storage = scan.file.name, scan.file.storage
        scan.struck_at, scan.struck_by, scan.struck_reason = timezone.now(), by, reason[:300]
        scan.file = ""
        scan.save(update_fields=["struck_at", "struck_by", "struck_reason", "file"])
        note_change(
            by=by,
            act="strike out scan",
            thing=scan.handover,
            before={"kind": scan.content_type},
            after={"reason": scan.struck_reason},
            school=scan.handover.school_id,
        )
        transaction.on_commit(lambda: storage.delete(name))
    return scan


def too_large():
    return _(
        "The file is larger than %(limit)d MB. Take a photo of the paper instead, one page at a time."
    ) % {"limit": MOST_MB}
