"""How a class talks, and whose talk one looks after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import Enrolment, SchoolClass

MODERATE = "moderate the exchange"


def classes_led_by(user):
    """The classes whose talk `user` looks after: those taught, and all of a school one leads."""
    return SchoolClass.objects.visible_to(user, to=MODERATE)


def classes_sat_in_by(student):
    return Enrolment.objects.open().filter(student=student).values("school_class")


class ClassTalk(models.Model):
    """How a class talks, as its teachers laid it down; a class without a row talks by the defaults."""

    school_class = models.OneToOneField(SchoolClass, models.CASCADE, related_name="talk")
    is_open = models.BooleanField(_("pupils may write on the board of the class"), default=True)
    pupils_begin = models.BooleanField(_("pupils may begin threads"), default=True)
    approve_first = models.BooleanField(_("I read every post before the class does"), default=False)

    class Meta:
        verbose_name = _("rules of talk of a class")
        verbose_name_plural = _("rules of talk of classes")

    def __str__(self):
        return str(self.school_class)

    @classmethod
    def of(cls, school_class):
        return cls.objects.filter(school_class=school_class).first() or cls(school_class=school_class)
