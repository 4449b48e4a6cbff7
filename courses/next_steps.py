"""What can be done next with a lecture or quiz that is published. Apps above add theirs as they start."""

from collections.abc import Callable
from dataclasses import dataclass

STEPS = []


@dataclass(frozen=True)
class Step:
    """A button on the page of its author. `address(page)`; `shown_to(user)` decides."""

    label: str
    icon: str
    address: Callable
    shown_to: Callable


def register(step):
    if step not in STEPS:
        STEPS.append(step)


def steps_for(user, page):
    """(label, icon, address) of each step that `user` may take with `page`; none before it is published."""
    return [(one.label, one.icon, one.address(page)) for one in STEPS if page.live and one.shown_to(user)]
