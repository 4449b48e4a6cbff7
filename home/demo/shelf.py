"""Two batches of tablets and SIM cards as they were delivered, before anybody holds one."""

from datetime import date, timedelta

from devices.models import Batch, Device, DeviceModel, Programme, Sim, Tenure
from devices.numbers import ALPHABET, DEVICE_CODE_LENGTH, with_check_digit

BATCH_CODE, OTHER_BATCH_CODE = "dot-1-2026", "dot-2-2026"
# School: (devices of the first batch, of the second); what is left over stays in stock.
SHARES = {"MN": (56, 34), "NH": (18, 24)}


class Shelf:
    """What was delivered: devices and SIM cards of both batches, by school."""

    def __init__(self, cast, chance, small):
        self.cast, self.chance, self.small, self.number = cast, chance, small, 0
        self.models = [
            DeviceModel.objects.get_or_create(maker=maker, name=name)[0]
            for maker, name in (("Samsung", "Galaxy Tab A9"), ("Lenovo", "Tab M9"))
        ]
        programme = Programme.objects.get_or_create(
            name="Sóng và máy tính cho em", defaults={"starts_on": date(2021, 9, 12)}
        )[0]
        today = cast.today
        self.batches = [
            Batch.objects.create(
                programme=programme,
                code=code,
                name=name,
                donor=donor,
                decision_number=decision,
                decision_date=today - timedelta(days=days + 15),
                promised=promised,
                received=0,
                received_on=today - timedelta(days=days),
                default_tenure=tenure,
                unit_cost=cost,
            )
            for code, name, donor, decision, days, promised, tenure, cost in (
                (
                    BATCH_CODE,
                    f"Đợt 1 năm {today.year}",
                    "Quỹ Ban Trắng vì học sinh vùng cao",
                    "1214/QĐ-UBND",
                    110,
                    80,
                    Tenure.GIFT_HOUSEHOLD,
                    2_890_000,
                ),
                (
                    OTHER_BATCH_CODE,
                    f"Đợt 2 năm {today.year}",
                    "Hội cựu giáo viên Điện Biên",
                    "1630/QĐ-UBND",
                    95,
                    70,
                    Tenure.SCHOOL_LOAN,
                    3_150_000,
                ),
            )
        ]

    def stock(self, sign, number):
        """A school's share of a batch: devices, and a SIM card for each."""
        count = SHARES[sign][number]
        count = 4 if self.small else count
        devices = [self._device(sign, number) for _each in range(count)]
        sims = [self._sim(sign, number) for _each in range(count)]
        batch = self.batches[number]
        batch.received += count
        batch.save(update_fields=["received"])
        batch.device_models.add(self.models[number])
        batch.schools.add(self.cast.schools[sign])
        return Device.objects.bulk_create(devices), Sim.objects.bulk_create(sims)

    def more(self, sign):
        """A few machines of the second batch without SIM cards, for teachers and the lab."""
        devices = Device.objects.bulk_create(self._device(sign, 1) for _each in range(2 if self.small else 6))
        self.batches[1].received += len(devices)
        self.batches[1].save(update_fields=["received"])
        return devices

    def _device(self, sign, number):
        self.number += 1
        device = Device(
            code="".join(self.chance.choice(ALPHABET) for _sign in range(DEVICE_CODE_LENGTH)),
            serial=f"{('R9TX', 'HA1K')[number]}{self.chance.randrange(36**4):06d}{self.number:03d}",
            imei1=with_check_digit(f"35{self.chance.randrange(10**8):08d}{self.number:04d}"),
            imei2=with_check_digit(f"86{self.chance.randrange(10**8):08d}{self.number:04d}"),
            model=self.models[number],
            batch=self.batches[number],
            school=self.cast.schools[sign],
            received_on=self.batches[number].received_on,
        )
        device.set_number_columns()
        return device

    def _sim(self, sign, number):
        self.number += 1
        school = self.cast.schools[sign]
        sim = Sim(
            iccid=with_check_digit(f"898402{self.chance.randrange(10**8):08d}{self.number:05d}"),
            number=f"{('0912', '0888')[number]}{self.chance.randrange(100):02d}{self.number:04d}",
            carrier="vnpt",
            registered_to=school.name,
            school=school,
            batch=self.batches[number],
        )
        sim.set_number_columns()
        return sim
