from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.fields import BodyField
from home.blocks import SpokenBlock


class Spoken(models.Model):
    """A page that may be listened to as a whole, in one recording a language."""

    readings = BodyField(
        SpokenBlock(),
        verbose_name=_("Audio readings"),
        blank=True,
        help_text=_("Recordings of the whole page, one in each language, for whoever reads slowly."),
    )

    class Meta:
        abstract = True

    @property
    def spoken(self):
        """As the tag `listen` takes it."""
        return {"readings": [block.value for block in self.readings]}
