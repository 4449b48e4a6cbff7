"""Attach the scan or photo of a signed paper: looked at before it is read, kept without what the
telephone adds to it (where it was taken, on what)."""

import hashlib

from django import forms
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms import photos
from lms.downloads import alone
from lms.history import note_change

MOST_MB = 10
MOST_BYTES = MOST_MB * 1024 * 1024
LONGEST_SIDE = 2400  # an A4 sheet at 200 dots an inch
MOST_OF_A_PAPER = 10
# What stands around the file in the body of a form.
AROUND = 64 * 1024


class NotKept(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a file is not kept, as a sentence for the screen."""


class ScanForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Photo or scan of the signed paper"),
        allow_empty_file=True,
        help_text=gettext_lazy("JPEG, PNG, WebP or PDF, at most 10 MB. What the camera notes is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )


class StrikeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why does this file not belong here?"),
        help_text=gettext_lazy("The file is deleted; who attached it, and this reason, stay readable."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def attach(scans, upload, by, school_id):
    """Keep `upload` among `scans` (the scans of one paper); the same file sent twice is one.

    Raises `NotKept`.
    """
    if upload.size > MOST_BYTES:
        raise NotKept(too_large())
    raw = upload.read()
    content_hash = hashlib.sha256(raw).hexdigest()
    if first := scans.standing().filter(content_hash=content_hash).first():
        return first
    if scans.standing().count() >= MOST_OF_A_PAPER:
        raise NotKept(
            _("This record has %(count)d files already. Strike one out before attaching another.")
            % {"count": MOST_OF_A_PAPER}
        )
    content, content_type, ending = cleaned(raw)
    scan = scans.model(
        content_type=content_type,
        size=len(content),
        content_hash=content_hash,
        attached_by=by,
        **{scans.field.name: scans.instance},
    )
    scan.file.save(f"scan.{ending}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            scan.save(force_insert=True)
            note_change(
                by=by,
                act="attach scan",
                thing=scan.paper_shown,
                after={"kind": content_type},
                school=school_id,
            )
    except IntegrityError:
        # The same file, sent twice at the same moment.
        scan.file.delete(save=False)
        return scans.standing().get(content_hash=content_hash)
    return scan


def cleaned(raw):
    """(content, its type, the ending of its name) of what may be kept. Raises `NotKept`."""
    if raw[:5] == b"%PDF-":
        if b"%%EOF" not in raw[-2048:]:
            raise NotKept(_("This PDF is cut off. Scan the paper again, then attach the new file."))
        return raw, "application/pdf", "pdf"
    try:
        return photos.packed(photos.redraw(raw, LONGEST_SIDE), quality=82), "image/jpeg", "jpg"
    except photos.TooManyPixels as trouble:
        raise NotKept(_("This picture is too large. Take the photo again at a usual size.")) from trouble
    except photos.Unreadable as trouble:
        raise NotKept(
            _("This file is neither a picture (JPEG, PNG, WebP) nor a PDF. Take a photo of the paper.")
        ) from trouble


def strike_out(scan, by, reason, school_id):
    """Take the file away; that it was there, by whom and why it went stays readable."""
    with transaction.atomic():
        scan = type(scan).objects.select_for_update(of=("self",)).get(pk=scan.pk)
        if scan.struck_at:
            return scan
        name, storage = scan.file.name, scan.file.storage
        scan.struck_at, scan.struck_by, scan.struck_reason = timezone.now(), by, reason[:300]
        scan.file = ""
        scan.save(update_fields=["struck_at", "struck_by", "struck_reason", "file"])
        note_change(
            by=by,
            act="strike out scan",
            thing=scan.paper_shown,
            before={"kind": scan.content_type},
            after={"reason": scan.struck_reason},
            school=school_id,
        )
        transaction.on_commit(lambda: storage.delete(name))
    return scan


def too_large():
    return _(
        "The file is larger than %(limit)d MB. Take a photo of the paper instead, one page at a time."
    ) % {"limit": MOST_MB}


def is_declared_too_large(request):
    """Whether the body says that it is larger than any file we keep; asked before it is read."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + AROUND
    except ValueError:
        return False


def as_response(scan, name):
    """The file itself, out of no cache and able to run nothing. `name` goes without an ending."""
    try:
        content = scan.file.open()
    except OSError as trouble:
        raise Http404 from trouble
    response = FileResponse(
        content,
        content_type=scan.content_type,
        as_attachment=not scan.is_picture,
        filename=f"{name}.{'jpg' if scan.is_picture else 'pdf'}",
    )
    response["Cache-Control"] = "private, no-store"
    return alone(response)
