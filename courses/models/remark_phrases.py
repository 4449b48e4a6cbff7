from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models import School


class RemarkPhraseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Ours, those of the schools where `user` works, and the own ones."""
        schools = School.objects.visible_to(user, to="keep marks")
        ours = Q(school=None, by=None)
        return self.filter(ours | Q(school__in=schools) | Q(school=None, by=user))

    def kept_by(self, user):
        """Those that `user` may take out of the bank: the own ones, and of the schools that `user` leads."""
        led = School.objects.visible_to(user, to="close terms")
        return self.filter(Q(school__in=led) | Q(school=None, by=user))


class RemarkPhrase(models.Model):
    """A phrase for remarks, offered where remarks are typed: ours, a school's or a teacher's own."""

    class Level(models.TextChoices):
        PRIMARY = "primary", _("primary")
        SECONDARY = "secondary", _("secondary")

    level = models.CharField(_("for"), max_length=9, choices=Level)
    words = models.CharField(_("phrase"), max_length=300)
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+", verbose_name=_("school"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = RemarkPhraseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phrase for remarks")
        verbose_name_plural = _("phrases for remarks")
        ordering = ["pk"]

    def __str__(self):
        return self.words
