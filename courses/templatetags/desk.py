"""Tags of the marking desk."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def desk_address(desk, way, slot):
    of = (desk.page.uid, desk.school_class.uid, way, slot.attempt.pk, slot.item.place)
    return reverse("courses:marking_answer", args=of)


@register.filter
def chosen(rubric, row):
    """The step chosen in a row; "" for none."""
    return rubric.get(row, "") if isinstance(rubric, dict) else ""


@register.filter
def per_cent(share):
    """A share from 0 to 1, as «83%»; nothing yet: –."""
    return "–" if share is None else f"{share:.0%}"
