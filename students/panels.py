"""Panels that other apps put on the pages of a pupil and of a class, and where a pupil leaves.

`students` does not know what a device or a quiz is. An app above it registers a function in its
`AppConfig.ready`:

    panels.register("student", show_devices, order=20)

(«leaving» lists what should be settled before a pupil goes, such as a device to give back.)

`show_devices(request, student)` returns the HTML of one `<section class="card">`, or "" when there
is nothing for this reader. The page has already made sure that the reader may see the pupil.
"""

PAGES = {"student": [], "class": [], "leaving": []}


def register(page, show, order=50):
    """Show the panel that `show(request, thing)` makes on every page of the kind `page`."""
    PAGES[page] = sorted([*(p for p in PAGES[page] if p[1] is not show), (order, show)], key=lambda p: p[0])


def panels_for(page, request, thing):
    """The HTML of each panel, in order, without the empty ones. Text that is not marked safe stays text."""
    made = [show(request, thing) for _order, show in PAGES[page]]
    return [panel for panel in made if panel]
