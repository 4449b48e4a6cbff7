"""Languages in which something is written or may be heard here, by their code in HTML (`lang`, BCP 47)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    VIETNAMESE = "vi", pgettext_lazy("language", "Vietnamese")
    # Tai Dam, the Thái of Điện Biên; «th» would be read with the voice of Bangkok.
    THAI = "blt", pgettext_lazy("language", "Thái")
    MONG = "hmn", pgettext_lazy("language", "Mông")
    ENGLISH = "en", pgettext_lazy("language", "English")
