from django.db import models
from django.utils.translation import gettext_lazy as _


class HeldWord(models.Model):
    """A word for which a pupil's post is held back until a teacher has read it. The department keeps them."""

    text = models.CharField(_("word or words"), max_length=60, unique=True)
    # «ngu» typed without marks may as well mean «ngủ».
    only_with_marks = models.BooleanField(
        _("only with its marks"),
        default=False,
        help_text=_("Tick it where the same letters without marks are a common harmless word."),
    )

    class Meta:
        verbose_name = _("word that holds a post back")
        verbose_name_plural = _("words that hold posts back")
        ordering = ["text"]

    def __str__(self):
        return self.text
