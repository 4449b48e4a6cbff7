from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptUpload(models.Model):
    """A photo or recording that came with a form which was not whole yet, so that it is not sent twice.
    Whether a lecture took it up is asked when its time is over (courses/writing/left_over.py)."""

    # It uses nothing: whoever asks where a picture is shown does not meet it.
    wagtail_reference_index_ignore = True

    picture = models.OneToOneField("lms.Picture", models.CASCADE, null=True, related_name="+")
    file = models.OneToOneField("lms.MediaFile", models.CASCADE, null=True, related_name="+")
    # When a form last carried it.
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("photo or recording kept for a form")

    def __str__(self):
        return str(self.thing)

    @property
    def thing(self):
        return self.picture or self.file
