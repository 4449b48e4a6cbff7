"""Addresses of the lists behind the numbers of reports."""

from functools import partial
from urllib.parse import urlencode

from django.urls import reverse


def devices(**narrow):
    """Link of a column to the list of devices, narrowed by these fields of its filter."""
    return _to("devices:index", narrow=narrow)


def sims(**narrow):
    return _to("devices:sims", narrow=narrow)


def repairs(**narrow):
    return _to("devices:repairs", narrow=narrow)


def pupils(which):
    """Link to the pupils that a number of the overview counts."""
    return _to("home:overview_pupils", which)


def teachers(which):
    return _to("home:overview_teachers", which)


def waiting_long():
    return _to("devices:allocations_waiting")


def duplicates():
    return _to("devices:duplicates")


def _to(route, *args, narrow=None):
    return partial(_address, route, args, narrow or {})


def _address(route, args, narrow, place):
    return f"{reverse(route, args=args)}?{urlencode({**narrow, **place})}"
