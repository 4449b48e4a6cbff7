"""Pictures, sound, video and files. What is heavy loads only when the pupil asks for it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.media import recipes
from lms.languages import Language

# What light copies are made of (courses/media/).
SOUND = tuple(recipes.SOUND)
VIDEO = tuple(recipes.VIDEO)


class FileChooserBlock(DocumentChooserBlock):
    """Chooses a file of certain kinds."""

    extensions = ()

    def clean(self, value):
        value = super().clean(value)
        if value and self.extensions and value.file_extension.lower() not in self.extensions:
            raise ValidationError(
                _("«%(name)s» is not of a kind that works here. Choose a file ending in: %(kinds)s.")
                % {"name": value.filename, "kinds": ", ".join(self.extensions)}
            )
        return value


class SoundChooserBlock(FileChooserBlock):
    extensions = SOUND

    class Meta:
        icon = "media"


class VideoChooserBlock(FileChooserBlock):
    extensions = VIDEO

    class Meta:
        icon = "media"


class RecordingBlock(blocks.StructBlock):
    """A part of the lecture, spoken in one language."""

    language = blocks.ChoiceBlock(choices=Language.choices, default=Language.VIETNAMESE, label=_("Language"))
    file = SoundChooserBlock(label=_("Recording"))
    transcript = blocks.TextBlock(
        required=False,
        rows=2,
        max_length=5000,
        label=_("What is said"),
        help_text=_("Only where it is said otherwise than it is written above."),
    )

    class Meta:
        icon = "media"
        label = _("Recording")


class RecordingsBlock(blocks.ListBlock):
    """At most one recording for each language."""

    def value_from_datadict(self, data, files, prefix):
        # A form that was opened before there were languages says nothing of them.
        if f"{prefix}-count" not in data:
            return self.normalize([])
        return super().value_from_datadict(data, files, prefix)

    def clean(self, value):
        cleaned = super().clean(value)
        spoken = [recording["language"] for recording in cleaned]
        for place, language in enumerate(spoken):
            if language in spoken[:place]:
                words = gettext("There is a recording in this language already. Choose another language.")
                refusal = blocks.StructBlockValidationError({"language": ValidationError(words)})
                raise blocks.ListBlockValidationError({place: refusal})
        return cleaned


class ReadingBlock(blocks.StructBlock):
    """A block that may be listened to as well, in several languages: for whoever reads little or slowly.

    Lectures of before hold one recording under `reading`; it is read as the Vietnamese one.
    """

    readings = RecordingsBlock(
        RecordingBlock(),
        default=[],
        label=_("Audio readings"),
        help_text=_("Recordings of this part, one in each language, for pupils who read slowly."),
    )

    def get_form_layout(self):
        # Inherited fields come first; the author thinks of the recordings last.
        names = [name for name in self.child_blocks if name != "readings"]
        return blocks.BlockGroup([*names, "readings"])

    def to_python(self, value):
        return super().to_python(_as_list(value))

    def bulk_to_python(self, values):
        return super().bulk_to_python([_as_list(value) for value in values])

    def normalize(self, value):
        return super().normalize(value if isinstance(value, blocks.StructValue) else _as_list(value))


def _as_list(value):
    """`value`, stored or native, with its one recording of before as a list of one."""
    if "reading" not in value:
        return value
    rest = {name: inner for name, inner in value.items() if name != "reading"}
    if value["reading"] and not rest.get("readings"):
        spoken = {"language": Language.VIETNAMESE.value, "file": value["reading"], "transcript": ""}
        rest["readings"] = [spoken]
    return rest


class PictureBlock(ReadingBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=250,
        label=_("What is to be seen"),
        help_text=_("Read aloud to whoever cannot see the picture, and shown while it loads."),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Words below it"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "courses/blocks/picture.html"


class SoundBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    file = SoundChooserBlock(
        label=_("Sound file"),
        help_text=_("mp3, m4a, opus, ogg or wav. It is made light by itself: about 180 KB a minute."),
    )
    transcript = blocks.TextBlock(
        required=False, max_length=5000, label=_("What is said"), help_text=_("For whoever cannot hear it.")
    )

    class Meta:
        icon = "media"
        label = _("Sound")
        template = "courses/blocks/sound.html"


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    file = VideoChooserBlock(
        label=_("Video file"),
        help_text=_("As the telephone or camera made it (mp4, mov, webm …). It is made light by itself."),
    )
    poster = ImageChooserBlock(required=False, label=_("Picture shown before it plays"))
    transcript = blocks.TextBlock(
        required=False, max_length=5000, label=_("What is said"), help_text=_("For whoever cannot hear it.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "courses/blocks/video.html"


class FileBlock(ReadingBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    file = FileChooserBlock(label=_("File"))

    class Meta:
        icon = "doc-full"
        label = _("File to download")
        template = "courses/blocks/file.html"
