"""Who may read a page: everybody, whoever is signed in, or the people of one school."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from students.models import School


class Audience(models.TextChoices):
    PUBLIC = "public", _("everybody")
    SIGNED_IN = "signed_in", _("pupils and teachers who are signed in")
    SCHOOL = "school", _("only the school of the course")


class ReadableQuerySet(PageQuerySet):
    def visible_to(self, user):
        """Published pages that `user` (anonymous included) may read now."""
        return self.meant_for(user).filter(self.model.open_for(user))

    def meant_for(self, user):
        """Published pages that `user` may read, now or from their day on."""
        if not user.is_authenticated or not user.is_active:
            return self.live().filter(audience=Audience.PUBLIC)
        theirs = Q(audience__in=[Audience.PUBLIC, Audience.SIGNED_IN]) | Q(
            audience=Audience.SCHOOL, school__in=School.objects.visible_to(user)
        )
        return self.live().filter(theirs)

    def known_to(self, user):
        """Pages that `user` may read, or works on in the back office."""
        own = PagePermissionPolicy().explorable_instances(user).values("pk")
        return self.filter(Q(pk__in=self.model.objects.visible_to(user).values("pk")) | Q(pk__in=own))


ReadableManager = PageManager.from_queryset(ReadableQuerySet)


class QuizQuerySet(ReadableQuerySet):
    def without_competitions(self):
        """A graded paper of a competition is begun from its seat alone: in a list it leads nowhere."""
        return self.exclude(practice=False, competition_session__isnull=False)


QuizManager = PageManager.from_queryset(QuizQuerySet)


class ForReaders(models.Model):
    """A page under a course with readers of its own choosing (lecture, quiz)."""

    audience = models.CharField(
        _("who may read it"), max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    # The school of the course, kept here so that one query finds what a person may read.
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.audience == Audience.SCHOOL and self.path:
            self.set_school()
            if self.school_id is None:
                raise ValidationError(
                    {
                        "audience": _(
                            "This course belongs to no school, so its lectures cannot be kept to one. "
                            "Choose other readers, or name the school in the course."
                        )
                    }
                )

    @classmethod
    def open_for(cls, user):
        """The condition under which the day of a page has come for `user`."""
        return Q()

    def is_open_to_all(self):
        """Whether everybody may read it, and may do so now."""
        return self.audience == Audience.PUBLIC

    def may_be_read_by(self, user):
        """Whether `user` may read the published page now."""
        return self.is_meant_for(user)

    def is_meant_for(self, user):
        """Whether `user` may read it, now or from its day on."""
        if self.audience == Audience.PUBLIC:
            return True
        if not user.is_authenticated or not user.is_active:
            return False
        if self.audience == Audience.SIGNED_IN:
            return True
        return School.objects.visible_to(user).filter(pk=self.school_id).exists()

    def reaches_all_of(self, other):
        """Whether everybody who may read the page `other` may read this one."""
        if self.audience == Audience.SCHOOL:
            return other.audience == Audience.SCHOOL and other.school_id == self.school_id
        return self.audience == Audience.PUBLIC or other.audience != Audience.PUBLIC

    def set_school(self):
        """Take the school over from the course the page lies under."""
        course = self.get_parent().specific if self.path else None
        self.school = getattr(course, "school", None)
