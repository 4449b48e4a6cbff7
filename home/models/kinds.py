"""What articles and entries of the archive are sorted by: rows that the department may reword and add to."""

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _


class Sorted(models.Model):
    code = models.SlugField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=50)

    class Meta:
        abstract = True
        ordering = ["place", "code"]

    def __str__(self):
        return self.name


class NewsTopicQuerySet(models.QuerySet):
    def told_by(self, articles):
        """Topics of which some of `articles` tell, with how many (`n`)."""
        counted = articles.order_by().values("topic").annotate(n=Count("pk")).values_list("topic", "n")
        numbers = dict(counted)
        found = [one for one in self if one.pk in numbers]
        for one in found:
            one.n = numbers[one.pk]
        return found


class NewsTopic(Sorted):
    """Policy, health, science, market, farming …"""

    objects = NewsTopicQuerySet.as_manager()

    class Meta(Sorted.Meta):
        verbose_name = _("topic of articles")
        verbose_name_plural = _("topics of articles")


class CultureKind(Sorted):
    """Festival, custom, craft, song, dress, script, place name …"""

    class Meta(Sorted.Meta):
        verbose_name = _("kind of culture")
        verbose_name_plural = _("kinds of culture")
