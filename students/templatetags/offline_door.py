"""The door that opens without signal, for pages that are the same for everybody."""

from django import template

from students import pictures

register = template.Library()


@register.inclusion_tag("students/_offline_door.html")
def offline_door():
    """Who came in by PIN on this machine before comes in again; needs nothing of whoever reads."""
    return {"pictures": pictures.PICTURES}
