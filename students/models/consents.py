from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsentQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at=None)

    def agreed_to(self, purpose):
        """What is in force for one purpose."""
        return self.in_force().filter(purpose=purpose)


class Consent(models.Model):
    """What a guardian agreed to for a pupil, for one purpose, and how (Law 91/2025).

    The line only grows a withdrawal; the database refuses any other change (students/guards.py).
    """

    class Purpose(models.TextChoices):
        LEARNING = "learning", _("learning record")
        LOAN = "loan", _("device loan")
        USAGE = "usage", _("usage statistics")
        PHOTO = "photo", _("photos and films")
        NAME = "name", _("name in public")
        RESEARCH = "research", _("research and reports")

    # What makes something private of a child public needs the child's own word too.
    PUBLIC = (Purpose.PHOTO, Purpose.NAME)

    class Given(models.TextChoices):
        SIGNED = "signed", _("signed on paper")
        THUMBPRINT = "thumbprint", _("thumbprint on paper")
        IN_PERSON = "in_person", _("said in person at the school")
        DIGITAL = "digital", _("digitally")

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_by = models.CharField(pgettext_lazy("consent", "given by"), max_length=120)
    given_how = models.CharField(_("how"), max_length=10, choices=Given)
    given_on = models.DateField(_("on"))
    # From seven on a child has a word in it (Decree 356/2025); empty where none was given or asked.
    child_agreed_on = models.DateField(_("the child agreed on"), null=True, blank=True)
    # The sheet it was typed in from; none for what was said, or signed on another paper.
    paper = models.ForeignKey(
        "students.ConsentPaper", models.PROTECT, null=True, blank=True, related_name="consents"
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True, null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "purpose"], condition=Q(withdrawn_at=None), name="one_consent_in_force"
            )
        ]

    def __str__(self):
        return f"{self.student} – {self.get_purpose_display()}"
