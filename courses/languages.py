"""The languages in which a lecture is written or read aloud here."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    """By the code that browsers know (BCP 47): `blt` is the Thái of Điện Biên, `hmn` any Mông."""

    VIETNAMESE = "vi", pgettext_lazy("language", "Vietnamese")
    THAI = "blt", pgettext_lazy("language", "Thái")
    MONG = "hmn", pgettext_lazy("language", "Mông")
    ENGLISH = "en", pgettext_lazy("language", "English")
