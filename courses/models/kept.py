import uuid

from django.db import models


class KeptPage(models.Model):
    """The finished HTML of a page, the same for everybody who may read it, packed for the wire.

    It lies in the database so that all processes forget it in the transaction that publishes.
    """

    path = models.CharField(max_length=255, primary_key=True)
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    # Served without asking who reads; otherwise the page asks first and serves it as private.
    public = models.BooleanField(default=False)
    # Whoever is signed in may see more here (a course with lectures of a school).
    more_when_signed_in = models.BooleanField(default=False)
    code = models.CharField(max_length=16)
    etag = models.CharField(max_length=40)
    gzip = models.BinaryField()
    brotli = models.BinaryField()
    expires_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.path


class Edition(models.Model):
    """One row: changes whenever any page is published, so that no HTML made before is kept after."""

    stamp = models.UUIDField(default=uuid.uuid4)

    def __str__(self):
        return str(self.stamp)
