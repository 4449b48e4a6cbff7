"""The province's 20,000 tablets: papers, ledger, SIM cards, a year of days of use."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from devices import tally
from devices.models import (
    Assignment,
    Batch,
    Device,
    DeviceInstall,
    DeviceModel,
    Handover,
    PlanSubscription,
    PlanType,
    Programme,
    Sim,
    SimInsertion,
    Tenure,
    UsageDay,
)
from devices.numbers import ALPHABET, with_check_digit
from devices.rollup import month_of, next_month, roll_up
from students.models import Consent

# How a tablet is used: (share, chance a day, minutes, weeks it has been silent).
HABITS = (
    (0.30, 0.52, 48, 0),
    (0.30, 0.30, 32, 0),
    (0.16, 0.12, 22, 0),
    (0.14, 0.30, 30, 9),
    (0.10, 0.0, 0, 0),
)
WITH_SIM = 0.6
USAGE_COLUMNS = (
    "install_id day learner_id device_id school_id who active_s learn_s offline_s "
    "tries failures tried_hours failed_hours link sequence clock_suspect heard_at"
)
# Tries at seven, noon and in the evening, the last of which may fail.
EVENING = 1 << 19
HOURS_OF_DAY = 1 << 7 | 1 << 12 | EVENING


class Machines:
    """Writes a school's machines in bulk; `load` is called for one school after another."""

    def __init__(self, cast, chance, counts):
        self.cast, self.chance, self.counts, self.number = cast, chance, counts, 0
        self.giver = cast.users["so.gddt"]
        self.now = connection.ops.adapt_datetimefield_value(timezone.now())
        self.model = DeviceModel.objects.get_or_create(maker="Samsung", name="Galaxy Tab A9")[0]
        programme = Programme.objects.get_or_create(name="Sóng và máy tính cho em")[0]
        self.batches = [
            Batch.objects.get_or_create(
                code=f"tinh-{number}",
                defaults={
                    "programme": programme,
                    "name": f"Đợt {number} toàn tỉnh",
                    "donor": "Ngân sách tỉnh",
                    "decision_number": f"{800 + number}/QĐ-UBND",
                    "promised": counts.devices // 4,
                    "received": counts.devices // 4,
                },
            )[0]
            for number in range(1, 5)
        ]
        self.plan = PlanType.objects.get_or_create(
            carrier="vnpt", name="Cùng em đến trường (4 GB/ngày)", defaults={"daily_mb": 4096, "days": 90}
        )[0]

    def load(self, school, students, count):
        """Hand `count` tablets to pupils of different households, poor ones first by luck."""
        holders = list({student.household_id: student for student in students}.values())
        self.chance.shuffle(holders)
        holders = holders[: count * 9 // 10]  # the rest stands in the store
        devices = Device.objects.bulk_create(
            self._device(school, place < len(holders)) for place in range(count)
        )
        given = devices[: len(holders)]
        moments = [self._moment() for _each in given]
        papers = Handover.objects.bulk_create(
            self._paper(school, place, holder, moment)
            for place, (holder, moment) in enumerate(zip(holders, moments, strict=True), start=1)
        )
        Assignment.objects.bulk_create(
            self._line(paper, holder, moment, device=device)
            for paper, holder, moment, device in zip(papers, holders, moments, given, strict=True)
        )
        self._sims(school, papers, holders, moments, given)
        self._agree(holders)
        self._use(school, holders, moments, given)

    def finish(self):
        """Fold the days into months and count the figures, as the worker does."""
        month = month_of(self.cast.today - timedelta(days=self.counts.days))
        while month <= self.cast.today:
            roll_up(month)
            month = next_month(month)
        tally.refresh()

    def _device(self, school, in_service):
        self.number += 1
        device = Device(
            code=self._code(),
            serial=f"P{self.number:09d}",
            imei1=with_check_digit(f"356780{self.number:08d}"),
            imei2=with_check_digit(f"866780{self.number:08d}"),
            model=self.model,
            batch=self.batches[self.number % len(self.batches)],
            school=school,
            lifecycle=Device.Lifecycle.IN_SERVICE if in_service else Device.Lifecycle.IN_STOCK,
        )
        device.set_number_columns()
        return device

    def _code(self):
        number, signs = self.number * 7_368_787 % len(ALPHABET) ** 6, []
        for _place in range(6):
            number, sign = divmod(number, len(ALPHABET))
            signs.append(ALPHABET[sign])
        return "".join(signs)

    def _moment(self):
        days = min(self.counts.days, 365)
        day = self.cast.today - timedelta(days=self.chance.randrange(days // 3, days + 30))
        return timezone.make_aware(datetime.combine(day, time(12)))

    def _paper(self, school, place, holder, moment):
        day = timezone.localdate(moment)
        return Handover(
            school=school,
            year=day.year,
            sequence=place,
            number=f"{place:02d}/BBBG-{day.year}",
            place=school.name[:160],
            signed_on=day,
            pupil=holder,
            giver=self.giver,
            giver_name=self.giver.full_name,
            receiver_name=holder.household.guardian.full_name,
            relation=Handover.Relation.MOTHER,
            terms_version="2026-09",
        )

    def _line(self, paper, holder, moment, **item):
        return Assignment(
            handover=paper,
            household=holder.household,
            pupil=holder,
            served_household=holder.household if "device" in item else None,
            tenure=Tenure.GIFT_HOUSEHOLD,
            handed_over_at=moment,
            recorded_by=self.giver,
            **item,
        )

    def _sims(self, school, papers, holders, moments, devices):
        chosen = [place for place in range(len(papers)) if self.chance.random() < WITH_SIM]
        sims = Sim.objects.bulk_create(
            Sim(
                iccid=with_check_digit(f"898402{self.number:08d}{place:04d}"),
                number=f"08{(self.number * 997 + place) % 10**8:08d}",
                carrier="vnpt",
                status=Sim.Status.ACTIVE,
                school=school,
            )
            for place in chosen
        )
        pairs = list(zip(sims, chosen, strict=True))
        Assignment.objects.bulk_create(
            self._line(papers[place], holders[place], moments[place], sim=sim) for sim, place in pairs
        )
        SimInsertion.objects.bulk_create(
            SimInsertion(sim=sim, device=devices[place], inserted_at=moments[place]) for sim, place in pairs
        )
        PlanSubscription.objects.bulk_create(
            PlanSubscription(
                sim=sim,
                plan=self.plan,
                starts_on=papers[place].signed_on,
                ends_on=self.cast.today + timedelta(days=self.chance.randrange(-60, 60)),
                payer="carrier",
            )
            for sim, place in pairs
            if papers[place].signed_on < self.cast.today - timedelta(days=60)
        )

    def _agree(self, holders):
        """Consent to the loan and to counting its use."""
        Consent.objects.bulk_create(
            Consent(
                student=holder,
                purpose=purpose,
                text_version="2026-09",
                given_by=holder.household.guardian.full_name,
                given_how="signed",
                given_on=self.cast.first_day,
            )
            for holder in holders
            for purpose in ("loan", "usage")
        )

    def _use(self, school, holders, moments, devices):
        installs, rows = [], []
        first_day = self.cast.today - timedelta(days=self.counts.days - 1)
        for holder, moment, device in zip(holders, moments, devices, strict=True):
            habit = self.chance.choices(HABITS, [habit[0] for habit in HABITS])[0]
            if not habit[1] and self.chance.random() < 0.5:
                continue  # never bound: nothing is measured
            install = DeviceInstall(
                device=device,
                token_hash=uuid4().hex + uuid4().hex,
                browser="Chrome",
                enrolled_by=self.giver,
                enrolled_at=moment,
            )
            installs.append(install)
            days = self._days(first_day, moment, habit)
            rows += [self._row(install, holder, device, school, day, habit[2]) for day in days]
            if days:
                install.last_day = device.last_seen_day = days[-1]
        DeviceInstall.objects.bulk_create(installs)
        write_rows(UsageDay, USAGE_COLUMNS, rows)
        Device.objects.bulk_update([d for d in devices if d.last_seen_day], ["last_seen_day"], batch_size=500)

    def _days(self, first_day, moment, habit):
        _share, chance_a_day, _minutes, silent = habit
        start = max(first_day, timezone.localdate(moment))
        length = (self.cast.today - timedelta(weeks=silent) - start).days + 1
        luck = self.chance.random
        return [start + timedelta(days=number) for number in range(length) if luck() < chance_a_day]

    def _row(self, install, holder, device, school, day, minutes):
        luck = self.chance.random
        active = int((0.3 + 1.7 * luck() * luck()) * minutes * 60)
        away = luck() < 0.45
        return (
            install.pk.hex,
            str(day),
            holder.pk.hex,
            device.pk,
            school.pk,
            "holder",
            active,
            int(active * (0.5 + 0.4 * luck())),
            active if away else 0,
            3,
            1 if away else 0,
            HOURS_OF_DAY,
            EVENING if away else 0,
            "",
            3,
            False,
            self.now,
        )


def write_rows(model, columns, rows, at_once=1000):
    """Insert plain tuples: a million days of use need no million model instances."""
    into = f"INSERT INTO {model._meta.db_table} ({', '.join(columns.split())}) VALUES "  # noqa: S608
    marks = f"({', '.join(['%s'] * len(columns.split()))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            part = rows[start : start + at_once]
            cursor.execute(into + ", ".join([marks] * len(part)), [value for row in part for value in row])
