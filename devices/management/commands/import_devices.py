"""A delivery, tried or put into stock: `import_devices FILE --batch CODE`."""

from django.utils.translation import gettext_lazy

from devices.lists import report
from devices.lists.command import ListCommand
from devices.lists.said import Issue
from devices.lists.stock import batch_coded
from devices.models import DeviceList
from students.models import School
from students.roster.command_line import Stopped


class Command(ListCommand):
    help = "Reads devices and SIM cards of one delivery. Without --apply nothing is written."
    kind = DeviceList.Kind.STOCK
    counted = gettext_lazy(
        "%(rows)s rows: %(create)s new, %(update)s filled in, %(unchanged)s unchanged, %(skip)s left out."
    )
    as_json = staticmethod(report.stock)

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--batch", required=True, help="code of the batch")
        parser.add_argument("--school", help="code of the school, where the list names none")
        parser.add_argument("--model", help="the model, where the list names none: «Samsung Galaxy Tab A9»")

    def the_list(self, options):
        batch = batch_coded(options["batch"])
        if batch is None:
            raise Stopped(Issue("batch_unknown", values={"value": options["batch"]}))
        school = None
        if options["school"]:
            school = School.objects.filter(code=options["school"]).first()
            if school is None:
                raise Stopped(Issue("unknown_school", values={"value": options["school"]}))
        answers = {"model": options["model"]} if options["model"] else {}
        return DeviceList(batch=batch, school=school, answers=answers)
