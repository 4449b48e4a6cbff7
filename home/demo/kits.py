"""What lies in the stock of both schools: chargers and cases that came with the batches, and some kits
that wait to be given out."""

from datetime import timedelta

from devices import kitting
from devices.accessory_stock import stock_of
from devices.models import Accessory, AccessoryReceipt, Device, Sim

SPARE, KITS = 12, 3


def load(cast):
    charger = Accessory.objects.get(name="Bộ sạc")
    for sign, name in (("MN", "admin.muongnha"), ("NH", "admin.nahy")):
        school, admin = cast.schools[sign], cast.users[name]
        for stock in stock_of(school):
            AccessoryReceipt.objects.create(
                school=school,
                accessory=stock.accessory,
                quantity=stock.out + stock.back + SPARE,
                received_on=cast.today - timedelta(days=100),
                note="Nhận cùng máy của đợt cấp",
                recorded_by=admin,
            )
        devices = Device.objects.filter(school=school, lifecycle=Device.Lifecycle.IN_STOCK).order_by("pk")
        sims = Sim.objects.filter(school=school, status=Sim.Status.STOCK).order_by("pk")
        for device, sim in zip(devices[:KITS], sims[:KITS], strict=False):
            kitting.make(kitting.Wanted(school, admin, device=device, sim=sim, accessories={charger: 1}))
