"""Addresses of the lists behind the numbers of reports."""

from functools import partial
from urllib.parse import urlencode

from django.urls import reverse


def devices(**narrow):
    """Link of a column to the list of devices, narrowed by these fields of its filter."""
    return partial(_listed, "devices:index", narrow)


def sims(**narrow):
    return partial(_listed, "devices:sims", narrow)


def repairs(**narrow):
    return partial(_listed, "devices:repairs", narrow)


def _listed(route, narrow, place):
    return f"{reverse(route)}?{urlencode({**narrow, **place})}"
