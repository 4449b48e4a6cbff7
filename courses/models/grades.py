"""What is held for some grades: whose grade it is meant for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from students import scope
from students.models import Enrolment, Student


class ForGrades:
    """Something with `grade_from` and `grade_to`."""

    def grades_told(self):
        """«khối 6–9», «khối 6»."""
        if self.grade_from == self.grade_to:
            return _("grade %(n)d") % {"n": self.grade_from}
        return _("grades %(first)d–%(last)d") % {"first": self.grade_from, "last": self.grade_to}


class ForGradesQuerySet(models.QuerySet):
    """Of rows with `grade_from` and `grade_to`. `OWN`: the way to the pupils who already take part."""

    OWN = ""

    def meant_for(self, enrolments):
        """Those for the grade that one of these enrolments is of; without a query of its own."""
        # As Enrolment.grade says it.
        in_many = models.When(school_class__grade_to__gt=models.F("school_class__grade"), then="own_grade")
        meant = enrolments.annotate(told=models.Case(in_many, default="school_class__grade")).filter(
            told__gte=models.OuterRef("grade_from"), told__lte=models.OuterRef("grade_to")
        )
        return self.filter(models.Exists(meant))

    def listed_for(self, user):
        """What `user` may see, and for pupils and families only what is meant for their grade or what they
        take part in."""
        seen = self.visible_to(user)
        if user.student_or_none:
            children = Student.objects.filter(user=user)
        elif scope.of(user).kinds == {"guardian"}:
            children = Student.objects.visible_to(user)
        else:
            return seen
        sits = Enrolment.objects.open().filter(student__in=children.values("pk"))
        theirs = self.model.objects.filter(**{f"{self.OWN}__in": children.values("pk")})
        return seen.filter(
            Q(pk__in=self.model.objects.meant_for(sits).values("pk")) | Q(pk__in=theirs.values("pk"))
        )
