import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class DownloadPlace(models.Model):
    """One tablet that loads a takeaway over a school's line just now. Marks show neither who nor what."""

    # Drawn by the browser: asking again keeps the place.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A mark of the school and the line, which shows neither (courses/takeaways/places.py).
    line = models.CharField(max_length=18)
    # A mark of who loads, and which of that person's few places it is: the database gives no more of them.
    person = models.CharField(max_length=18)
    number = models.PositiveSmallIntegerField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("place for a download")
        verbose_name_plural = _("places for downloads")
        indexes = [models.Index(fields=["line", "until"], name="place_on_line")]
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="few_places_each")]

    def __str__(self):
        return f"{self.line} – {self.until:%H:%M:%S}"
