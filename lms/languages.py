"""Languages in which something may be heard here. The codes are those of `lang` in HTML (BCP 47)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Spoken(models.TextChoices):
    VIETNAMESE = "vi", pgettext_lazy("spoken language", "Vietnamese")
    # Tai Dam, the Thái of Điện Biên; «th» would be read with the voice of Bangkok.
    THAI = "blt", pgettext_lazy("spoken language", "Thái")
    HMONG = "hmn", pgettext_lazy("spoken language", "Mông")
    ENGLISH = "en", pgettext_lazy("spoken language", "English")
