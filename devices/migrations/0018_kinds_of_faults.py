"""The kinds of faults to begin with, and the steps of repairs that were written down before there were steps."""

from django.db import migrations

FAULTS = [
    ("screen", "Màn hình vỡ, sọc hoặc tối"),
    ("touch", "Cảm ứng không nhận"),
    ("power", "Không bật lên được"),
    ("battery", "Pin mau hết hoặc phồng"),
    ("charger", "Không sạc được, hỏng sạc"),
    ("water", "Vào nước"),
    ("locked", "Bị khóa, quên mật khẩu"),
    ("network", "Không nhận SIM, không vào mạng"),
    ("sound", "Hỏng loa hoặc mi-crô"),
    ("camera", "Hỏng máy ảnh"),
    ("case", "Vỡ vỏ, hỏng nút bấm"),
    ("slow", "Chạy chậm, hay treo"),
    ("other", "Hỏng khác"),
]
ENDS = {"fixed": "repaired", "replaced": "replaced", "beyond": "beyond"}
RANKS = {"reported": 0, "sent": 2, "repaired": 4, "replaced": 4, "beyond": 4, "back": 5}


def begin(apps, schema_editor):
    kind = apps.get_model("devices", "FaultCode")
    kind.objects.bulk_create(
        [kind(code=code, name=name, order=10 * place) for place, (code, name) in enumerate(FAULTS, start=1)]
    )
    step = apps.get_model("devices", "RepairStep")
    for ticket in apps.get_model("devices", "RepairTicket").objects.select_related("device", "incident"):
        days = {"reported": ticket.sent_on, "sent": ticket.sent_on}
        if ticket.back_on:
            days[ENDS.get(ticket.outcome, "repaired")] = ticket.back_on
            if ticket.outcome in ("", "fixed"):
                days["back"] = ticket.back_on
        for state, day in days.items():
            step.objects.create(
                ticket=ticket, state=state, rank=RANKS[state], on=day, told_by_id=ticket.opened_by_id
            )
        ticket.state, ticket.reported_on = list(days)[-1], ticket.sent_on
        ticket.school_id = ticket.incident.school_id if ticket.incident else ticket.device.school_id
        ticket.line_id = ticket.incident.line_id if ticket.incident else None
        ticket.save()


class Migration(migrations.Migration):
    dependencies = [("devices", "0017_repairs")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
