"""What can be done next with a lecture or quiz that is published. Apps above add theirs as they start."""

from collections.abc import Callable
from dataclasses import dataclass

STEPS = []
# With what a class handed in to a task: `address(school_class, lecture, block)`.
OF_WORKS = []


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


def register_of_works(step):
    if step not in OF_WORKS:
        OF_WORKS.append(step)


def steps_of_works(user, *works):
    """(label, icon, address) of each step that `user` may take with what a class handed in."""
    return [(one.label, one.icon, one.address(*works)) for one in OF_WORKS if one.shown_to(user)]


def steps_for(user, page):
    """(label, icon, address) of each step that `user` may take with `page`; none before it is published."""
    return [(one.label, one.icon, one.address(page)) for one in STEPS if page.live and one.shown_to(user)]
