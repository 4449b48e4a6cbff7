"""What is refused, and which day an enrolment ends or begins. Asks no database.

«From» (`on`) is everywhere the first day of the new state: the first day in the other class, the
first day without school, the first day back.
"""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

A_DAY = timedelta(days=1)


class CannotMove(Exception):
    """Nothing was written; the text is a sentence for the person, about the `field` of the form if any."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


def refuse_the_future(on, today):
    if on > today:
        raise CannotMove(
            _(
                "%(day)s has not come yet. Write it down on that day or later, so that the class "
                "lists stay right until then."
            )
            % {"day": said(on)},
            "on",
        )


def refuse_before_it_began(enrolment, on, today):
    """An enrolment that has begun cannot have ended before; one that lies ahead can be called off."""
    if on < enrolment.starts_on <= today:
        raise CannotMove(
            _("%(name)s sits in class %(class)s from %(day)s on. Write that day or a later one.")
            % {
                "name": enrolment.student,
                "class": enrolment.school_class,
                "day": said(enrolment.starts_on),
            },
            "on",
        )


def refuse_closed(school_class):
    if school_class.closed_on:
        raise CannotMove(
            _("Class %(class)s was closed on %(day)s. Choose another class.")
            % {"class": school_class, "day": said(school_class.closed_on)},
            "to",
        )


def first_day(school_class, on):
    """The first day in `school_class` for who comes on `on`: the class begins with its year."""
    year = school_class.year
    if on > year.ends_on:
        raise CannotMove(
            _("The school year %(year)s of class %(class)s ended on %(day)s. Choose a class of the new year.")
            % {"year": year, "class": school_class, "day": said(year.ends_on)},
            "to",
        )
    return max(on, year.starts_on)


def last_day(enrolment, on):
    """The last day of an enrolment whose pupil is gone from `on` on; it ends with its year at the latest."""
    return max(enrolment.starts_on, min(on - A_DAY, enrolment.school_class.year.ends_on))


def refuse_overlap(last, on):
    """A pupil comes no earlier than the last enrolment ended."""
    if last and last.ends_on and on < last.ends_on:
        raise CannotMove(
            _("%(name)s sat in class %(class)s of %(school)s until %(day)s. Write a day from then on.")
            % {
                "name": last.student,
                "class": last.school_class,
                "school": last.school_class.school,
                "day": said(last.ends_on),
            },
            "on",
        )


def said_moment(moment):
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


def said(day):
    return date_format(day, "SHORT_DATE_FORMAT")
