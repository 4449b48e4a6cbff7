"""A hand-over list that was kept by hand, tried or taken over: `import_handovers FILE --school CODE`."""

from argparse import ArgumentTypeError

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.lists import report
from devices.lists.command import ListCommand
from devices.lists.said import Issue
from devices.models import DeviceList
from students.abilities import can
from students.models import School, User
from students.roster.command_line import Stopped


class Command(ListCommand):
    help = "Reads a hand-over list. Without --apply nothing is written."
    kind = DeviceList.Kind.HANDOVERS
    counted = gettext_lazy(
        "%(rows)s rows: %(create)s to hand over, %(unchanged)s already stand, %(skip)s left out."
    )
    as_json = staticmethod(report.handovers)

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, help="code of the school")
        parser.add_argument("--date", type=_day, help="day of the hand-over, such as 2026-09-05")

    def the_list(self, options):
        school = School.objects.filter(code=options["school"]).first()
        if school is None:
            raise Stopped(Issue("unknown_school", values={"value": options["school"]}))
        answers = {"date": options["date"]} if options["date"] else {}
        return DeviceList(school=school, answers=answers)

    def giver(self, kept):
        """The administrator of the school, or of the province: each record names who handed over."""
        of_school = User.objects.filter(is_active=True, roles__school=kept.school).distinct()
        of_province = User.objects.filter(is_active=True, roles__kind="province_admin").distinct()
        for users in (of_school, of_province, User.objects.filter(is_active=True, is_superuser=True)):
            if found := next((user for user in users.order_by("pk") if can(user, "hand over devices")), None):
                return found
        raise Stopped(Issue("nobody_to_sign"))


def _day(text):
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise ArgumentTypeError(_("«%(value)s» is not a day. Write it as 2026-09-05.") % {"value": text})
    return day.isoformat()
