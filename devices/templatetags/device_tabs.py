"""The tabs above the screens of devices."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from students.abilities import can

register = template.Library()

# (act that opens it, route, icon, name), from left to right.
TABS = [
    ("see devices", "devices:index", "tablet", _("Devices")),
    ("see devices", "devices:handovers", "hand-over", pgettext_lazy("a tab", "Handing over")),
    ("read allocation lists", "devices:allocations", "practice", _("Plan")),
    ("see devices", "devices:sims", "sim", _("SIM cards")),
    ("see devices", "devices:upkeep", "repair", _("Repairs & stocktakes")),
    ("see overview", "devices:reports", "chart", _("Reports")),
    ("see devices", "devices:batches", "box", _("Batches")),
]


@register.simple_tag(takes_context=True)
def device_tabs(context):
    """[(address, icon, name, whether it is the page shown)] for whoever is signed in."""
    request = context["request"]
    found = [(reverse(route), icon, name) for act, route, icon, name in TABS if can(request.user, act)]
    return [(address, icon, name, address == request.path) for address, icon, name in found]
