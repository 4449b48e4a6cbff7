from django.db import models


class SignInTries(models.Model):
    """How often somebody tried to sign in at one gate, and until when it stays shut.

    A gate is an account on a device, a device, or a group of codes (students/throttle.py); its
    key holds no name and no address that could be read.
    """

    key = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    shut_until = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.key}: {self.count}"
