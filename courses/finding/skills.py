"""Steps of digital skills in the one box."""

from django.urls import reverse

from courses.models import SkillStep
from students.abilities import can
from students.finders import Hit, note
from students.models import SchoolClass, Student


def find_skills(user, wanted, most):
    steps = SkillStep.objects.filter(
        wanted.in_words("title", "what", "component__name", "component__domain__name"), is_offered=True
    )
    return steps.select_related("component__domain", "level")


def tell_skills(steps, user):
    if not steps:
        return []
    where = _where_skills_are(user)
    return [
        Hit(one.title, where(one), note(one.component.domain.name, one.level.name)) for one in steps if where
    ]


def _where_skills_are(user):
    """What makes an address of a step: the own passport, the child's, the class's, or all of a place."""
    if user.student_or_none:
        return lambda step: _in_passport(reverse("courses:my_skills"), step)
    if can(user, "give work"):
        taught = SchoolClass.objects.visible_to(user, to="give work").not_closed()
        if uid := taught.order_by("name_sort").values_list("uid", flat=True).first():
            return lambda step: reverse("courses:class_skill", args=[uid, step.uid])
    if can(user, "see overview"):
        return lambda step: reverse("courses:skills")
    if can(user, "follow own children"):
        child = Student.objects.visible_to(user, to="follow own children").order_by("name_sort").first()
        if child:
            return lambda step: _in_passport(reverse("courses:skills_of_child", args=[child.pk]), step)
    return None


def _in_passport(address, step):
    """The part of the passport that has the step, opened: all others are folded."""
    number = step.component.domain.number
    return f"{address}?part={number}#part-{number}"
