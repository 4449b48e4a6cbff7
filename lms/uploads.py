"""What authors upload in the back office: looked at, and kept without what nobody meant to show."""

from io import BytesIO

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from lms import photos
from lms.beginnings import begins_as
from lms.models.media import Pupils

# No screen of a pupil shows more.
LONGEST_SIDE = 4000
# What every browser draws alike; colours of printing presses and 16 bits of grey are not among them.
PLAIN = {"1", "L", "LA", "P", "RGB", "RGBA"}


class PictureField(WagtailImageField):
    """Wagtail's draws the whole picture before it counts the pixels, and falls over one that is cut off."""

    def check_image_pixel_size(self, f):
        try:
            with Image.open(f.image.f) as picture:
                if picture.width * picture.height > self.max_image_pixels:
                    raise ValidationError(too_large())
            f.image.f.seek(0)
            super().check_image_pixel_size(f)
        except Image.DecompressionBombError as why:
            raise ValidationError(too_large()) from why
        except photos.BROKEN as why:
            raise ValidationError(broken()) from why


class PictureForm(BaseImageForm):
    file = PictureField(label=gettext_lazy("File"))

    def clean_file(self):
        """Without the place and the telephone that a photo carries in its head."""
        file = self.cleaned_data["file"]
        return bare(file) if isinstance(file, UploadedFile) else file


class FileForm(BaseDocumentForm):
    pupils = forms.ChoiceField(
        label=gettext_lazy("Can pupils be recognised in it: seen, heard or by name?"),
        choices=[(value, capfirst(label)) for value, label in Pupils.choices],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A page with such a film, sound or document is not published."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _with_way_for_large(self.fields["file"].help_text)
        if self.instance.pk and self.instance.pupils == Pupils.NOBODY:
            # Asked anew, for the file may become another one, and is then on all pages at once.
            self.initial["pupils"] = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        ending = file.name.rpartition(".")[2].lower()
        if not _begins_as(ending, file):
            raise ValidationError(
                _("This is not a real .%(ending)s file. Save it anew in the right program and upload that.")
                % {"ending": ending}
            )
        return file

    def _post_clean(self):
        # A file that was refused is not looked at once more: it would be a file without an ending.
        if "file" not in self.errors:
            super()._post_clean()


def _with_way_for_large(words):
    """In a window of its own: the lecture that is being written stays open."""
    return format_html(
        '{} <a href="{}" target="_blank">{}</a>',
        words,
        reverse("courses:large_uploads"),
        _("Large files or a weak line"),
    )


def bare(upload):
    """`upload` itself when it is nothing but a picture that browsers draw; else drawn anew, upright."""
    upload.seek(0)
    raw = upload.read()
    upload.seek(0)
    try:
        with Image.open(BytesIO(raw)) as picture:
            # A photo of a telephone with a second one behind it.
            form = "JPEG" if picture.format == "MPO" else picture.format
            hides = picture.format == "MPO" or bool(picture.getexif() or picture.info.get("xmp"))
            odd = picture.mode not in PLAIN or max(picture.size) > LONGEST_SIDE
        if not (hides or odd) or form not in photos.FORMATS:
            return upload
        quality = {} if form == "PNG" else {"quality": 90}
        content = photos.packed(photos.redraw(raw, LONGEST_SIDE), form, **quality)
    except (photos.TooManyPixels, Image.DecompressionBombError) as why:
        raise ValidationError(too_large()) from why
    except (photos.Unreadable, *photos.BROKEN) as why:
        raise ValidationError(broken()) from why
    return InMemoryUploadedFile(
        BytesIO(content), upload.field_name, upload.name, upload.content_type, len(content), None
    )


def too_large():
    return _("This picture is too large to be drawn. Save it with at most %(side)d dots a side.") % {
        "side": LONGEST_SIDE
    }


def broken():
    return _("This picture cannot be read to the end. Save it anew and upload that.")


def _begins_as(ending, file):
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    return begins_as(ending, head)
