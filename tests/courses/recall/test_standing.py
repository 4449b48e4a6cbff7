"""How firmly topics are known, and how the week goes."""

import pytest

from courses.recall import answering, standing

from .builders import told


def test_days_of_rest_do_not_hurt_the_week(giang, practice, questions):
    version = questions[0].current
    answering.keep(giang, giang.user, [told(version) for _n in range(standing.ANSWERS_A_DAY)])
    week = standing.week_of(giang)
    assert (week.done, week.is_reached) == (1, False)


@pytest.mark.parametrize(
    ("count", "firm", "due", "state"),
    [(3, 0, 1, "needs"), (3, 2, 0, "firm"), (3, 1, 0, "learning"), (10, 7, 3, "firm"), (9, 6, 3, "needs")],
)
def test_a_topic_is_told_in_words(count, firm, due, state):
    assert standing.state_of(count, firm, due) == state
