"""What a browser calls itself, as far as people need it to tell two of them apart."""

import re


def family(agent):
    """«Chrome 96», «Zalo»: enough to tell two browsers of one tablet apart, no more."""
    for name, pattern in (
        ("Zalo", r"Zalo"),
        ("Samsung", r"SamsungBrowser/(\d+)"),
        ("Edge", r"Edg/(\d+)"),
        ("Firefox", r"Firefox/(\d+)"),
        ("Chrome", r"Chrome/(\d+)"),
        ("Safari", r"Version/(\d+).*Safari"),
    ):
        if found := re.search(pattern, agent[:400]):
            return " ".join([name, *found.groups()])
    return ""
