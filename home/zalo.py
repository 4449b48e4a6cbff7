"""Texts that a teacher copies for the parents' group of a class: what is due, what to bring, how to sign in.

Such a group is read by many, and what is written there stays: no text holds a name, code, phone, mark or
number of a machine. They are made of the class, the titles of published pages, days and addresses alone – a
note that a teacher wrote for the class is left out, for nobody knows what stands in it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import GivenWork
from devices import plan_ends
from devices.still_out import lent_lines
from lms import spoken
from lms.shortlist import Shortlist
from students.models import Student

DAYS = 7
GIVE_BACK_DAYS = 30
# More is read by nobody in a group.
MOST = 12


@dataclass(frozen=True)
class Message:
    id: str
    title: str
    text: str


def messages_for(school_class):
    return [
        Message("due", _("What is due in the next seven days"), _due(school_class)),
        *_plans_message(school_class),
        Message("bring", _("Bring card and machine tomorrow"), _bring(school_class)),
        *_give_back(school_class),
        Message("sign-in", _("How a parent signs in"), _sign_in(school_class)),
    ]


def _due(school_class):
    works = _works_due(school_class)
    if not works:
        return _("%(class)s: nothing is due in the next seven days.") % _named(school_class)
    lines = [_("%(class)s, to be done in the next seven days:") % _named(school_class)]
    for work in works:
        day = spoken.short_day(timezone.localtime(work.due_at))
        lines.append("• " + _("%(title)s: until %(day)s") % {"title": work.page.title, "day": day})
        lines.append(f"{settings.PUBLIC_URL}{work.page.get_url()}")
    if works.more:
        lines.append("• " + _("and %(n)d more, which the child finds on the own page") % {"n": works.more})
    lines.append(_("Please remind your child to open the pages where there is signal. Thank you!"))
    return "\n".join(lines)


def _works_due(school_class):
    now = timezone.now()
    until = now + timedelta(days=DAYS)
    works = GivenWork.objects.open().filter(school_class=school_class, page__live=True)
    due = works.filter(due_at__gte=now, due_at__lt=until).select_related("page").order_by("due_at")
    return Shortlist(due, MOST)


def _plans_message(school_class):
    """Nothing when no plan of the class has lapsed or ends soon."""
    told = plan_ends.in_class(school_class, timezone.localdate())
    lines = []
    if told["ending"]:
        days = {"first": spoken.short_day(told["first"]), "last": spoken.short_day(told["last"])}
        one_day = _("%(class)s: the data plans of some machines end on %(last)s.")
        some_days = _("%(class)s: the data plans of some machines end between %(first)s and %(last)s.")
        words = one_day if told["first"] == told["last"] else some_days
        lines.append(words % {**_named(school_class), **days})
    if told["lapsed"]:
        words = _("%(class)s: the data plans of some machines have ended already.")
        lines.append(words % _named(school_class))
    if not lines:
        return []
    address = {"address": settings.PUBLIC_URL + reverse("students:family-sign-in")}
    lines += [
        _("When the plan of your child's machine ends stands on your own page: %(address)s") % address,
        _("Please ask the school how to renew it. Lectures kept on the machine open without signal too."),
    ]
    return [Message("plans", _("Data plans that end"), "\n".join(lines))]


def _bring(school_class):
    words = _(
        "%(class)s: tomorrow morning please let the children bring the tablet with its charger, and the "
        "sign-in card. At school it is charged, lectures are opened on it, and it goes home again. Thank you!"
    )
    return words % _named(school_class)


def _give_back(school_class):
    """Only when something that pupils of the class have on loan is due: the days, and not whose."""
    until = timezone.localdate() + timedelta(days=GIVE_BACK_DAYS)
    pupils = Student.objects.sitting_in(school_class).order_by().values("pk")
    lent = lent_lines([school_class.school_id]).filter(pupil__in=pupils, due_on__lte=until)
    days = sorted({line.due_on for line in lent.order_by()})
    if not days:
        return []
    words = _(
        "%(class)s: machines that the school lent are to come back by %(days)s. Please bring machine, "
        "charger and SIM card to the school on a school day. Who needs it for longer tells the teacher. "
        "Thank you!"
    )
    told = {**_named(school_class), "days": ", ".join(spoken.short_day(day) for day in days[:MOST])}
    return [Message("give-back", _("Bring lent machines back"), words % told)]


def _sign_in(school_class):
    address = {"address": settings.PUBLIC_URL + reverse("students:family-sign-in")}
    lines = [
        _("%(class)s: every parent can see how the own child is learning, with the card from the teacher.")
        % _named(school_class),
        _("1. Open the camera and hold it over the square code on the card."),
        _("2. Touch the words that appear, then press «Go in»."),
        _("If that does not work, open %(address)s and type the code and the PIN on the card.") % address,
        _("Please send no picture of the card to this group. Who has lost it tells the teacher."),
    ]
    return "\n".join(lines)


def _named(school_class):
    return {"class": _("Class %(name)s") % {"name": school_class.name}}
