"""Rows of a delivery against what is registered: known, to be filled in, taken by another, or new."""

from itertools import batched

from django.db.models import Q

from devices.models import Device, Sim
from devices.numbers import bare

PIECE = 500


class KnownStock:
    def __init__(self, rows, plan):
        self.rows, self.plan = rows, plan
        self.by_serial, self.by_imei, self.by_iccid, self.by_phone = {}, {}, {}, {}
        for piece in batched(rows, PIECE):
            self._look_up(piece)

    def compare(self):
        """Set `action`, `device`, `sim` and `filled` of the rows without errors."""
        for row in self.rows:
            device = self._device(row) if row.names_a_device else None
            sim = self._sim(row) if row.names_a_sim else None
            if row.has_error:
                continue
            row.device, row.sim = device, sim
            is_new = any(thing is not None and thing.pk is None for thing in (device, sim))
            row.action = "create" if is_new else "update" if row.filled else "unchanged"

    def _look_up(self, rows):
        told = [row.numbers for row in rows]
        imeis = {imei for row in rows for imei in row.imeis}
        serials = {bare(one.serial) for one in told if one.serial}
        devices = Device.objects.filter(Q(serial_norm__in=serials) | Q(imei1__in=imeis) | Q(imei2__in=imeis))
        for device in devices.select_related("model", "school"):
            self.by_serial[device.serial_norm] = device
            self.by_imei |= {imei: device for imei in (device.imei1, device.imei2) if imei}
        sims = Sim.objects.filter(
            Q(iccid__in={one.iccid for one in told if one.iccid})
            | Q(number__in={one.sim_phone for one in told if one.sim_phone})
        )
        for sim in sims:
            self.by_iccid[sim.iccid] = sim
            if sim.number and sim.status != Sim.Status.CANCELLED:
                self.by_phone[sim.number] = sim

    def _device(self, row):
        known = self.by_serial.get(bare(row.numbers.serial))
        for imei in row.imeis:
            if self.by_imei.get(imei, known) is not known:
                row.note("number_taken", "imei1", value=imei)
        if known is None:
            return self._new_device(row)
        if row.school is None:
            return None
        if known.school_id != row.school.pk or known.batch_id != self.plan.batch.pk:
            row.note("number_taken", "serial", value=row.numbers.serial)
            return None
        if row.model is not None and row.model.pk != known.model_id:
            row.note("stock_differs", "model", old=known.model, new=row.model_said or row.model)
        self._fill_imeis(row, known)
        return known

    def _new_device(self, row):
        if row.has_error:
            return None
        imei1, imei2 = (*row.imeis, None, None)[:2]
        batch = self.plan.batch
        return Device(
            serial=row.numbers.serial,
            imei1=imei1,
            imei2=imei2,
            model=row.model,
            batch=batch,
            school=row.school,
            note=row.remark,
            received_on=batch.received_on or self.plan.on,
        )

    @staticmethod
    def _fill_imeis(row, known):
        """An empty IMEI is filled in; one that stands is never overwritten by a list."""
        held = [known.imei1, known.imei2]
        missing = [imei for imei in row.imeis if imei not in held]
        filled = {}
        for name in ("imei1", "imei2"):
            if missing and not getattr(known, name):
                filled[name] = missing.pop(0)
        if missing:
            row.note("stock_differs", "imei1", old=known.imei1, new=missing[0])
        if filled:
            row.filled.append((known, filled))

    def _sim(self, row):
        told = row.numbers
        known = self.by_iccid.get(told.iccid)
        if told.sim_phone and self.by_phone.get(told.sim_phone, known) is not known:
            row.note("number_taken", "sim_phone", value=told.sim_phone)
        if row.has_error:
            return None
        if known is None:
            return Sim(
                iccid=told.iccid,
                number=told.sim_phone,
                carrier=row.carrier,
                school=row.school,
                batch=self.plan.batch,
            )
        if known.school_id != row.school.pk or known.batch_id not in (None, self.plan.batch.pk):
            row.note("number_taken", "iccid", value=told.iccid)
            return None
        if told.sim_phone and not known.number:
            row.filled.append((known, {"number": told.sim_phone}))
        elif told.sim_phone and told.sim_phone != known.number:
            row.note("stock_differs", "sim_phone", old=known.number, new=told.sim_phone)
        return known
