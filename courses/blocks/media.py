"""Pictures, sound, video and files. What is heavy loads only when the pupil asks for it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.media import recipes

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


class ReadingBlock(blocks.StructBlock):
    """A block that may be listened to as well: for whoever reads little or slowly."""

    reading = SoundChooserBlock(
        required=False,
        label=_("Audio reading"),
        help_text=_("A recording of this part (mp3, m4a, opus), for pupils who read slowly."),
    )

    def get_form_layout(self):
        # Inherited fields come first; the author thinks of the recording last.
        names = [name for name in self.child_blocks if name != "reading"]
        return blocks.BlockGroup([*names, "reading"])


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
