"""One part of a paper after the other without JavaScript; with it, js/part-steps.js does the same.

Where there is no way back, the school remembers how far the plain form went (`Attempt.parts_done`). What a
device did without signal only the device knows: it is trusted there, as with all that it shows.
"""

from lms.text import whole_number

NEXT, BACK = "next", "back"


def step_of(attempt, asked):
    """Which part stands on the page, from 0; None: all of them. `asked`: what the address names."""
    page, parts = attempt.page, len(attempt.paper.parts)
    if page is None or page.sections == page.Sections.ALL or parts < 2:
        return None
    # What was handed back may lie in any part.
    if attempt.reopened_until:
        return None
    if page.sections == page.Sections.FORWARD:
        return min(attempt.parts_done, parts - 1)
    return min(whole_number(asked, 3, 0), parts - 1)


def closed_before(attempt):
    """The first part that a plain form may still fill in, from 0."""
    page = attempt.page
    if page is None or page.sections != page.Sections.FORWARD or attempt.reopened_until:
        return 0
    return attempt.parts_done


def told(post):
    """The part that a posted form is about; None: all of them."""
    return whole_number(post.get("part"), 3)


def go_on(attempt, post):
    """Remember that the part was gone on from. A form sent twice goes on once."""
    part = told(post)
    if post.get("act") == NEXT and part == attempt.parts_done < len(attempt.paper.parts) - 1:
        attempt.parts_done = part + 1
        attempt.save(update_fields=["parts_done"])


def after(attempt, post):
    """The query that leads to the part which comes after what was posted."""
    part = told(post)
    if part is None:
        return ""
    return f"?part={max(0, part + {NEXT: 1, BACK: -1}.get(post.get('act'), 0))}"
