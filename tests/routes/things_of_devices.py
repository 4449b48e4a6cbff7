"""Machines, lists, papers and rounds of the matrix."""

from functools import cached_property
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from devices import point_diary, rounds
from devices.allocating import proposing
from devices.inspecting import inspect
from devices.loss import losing, writing_off
from devices.models import DeviceList, Loss, PointVisit, PriorityOrder, WriteOff
from devices.repair.steps import open_repair
from lms import scans, spreadsheets
from tests import builders
from tests.devices import builders as machines
from tests.devices.allocating import builders as allocating


class DeviceThings:
    """Each made when a path first asks for it."""

    @cached_property
    def tablet(self):
        return machines.make_device(self.fixture("muong_nha"))

    @cached_property
    def scan(self):
        return machines.attach_scan(self.paper, by=self.person("school_admin"))

    @cached_property
    def round(self):
        school, year = self.fixture("muong_nha"), self.class_6a.year
        return rounds.open_round(school, year, year.ends_on, by=self.person("school_admin"))

    @cached_property
    def dispute(self):
        return self.paper.disputes.create(kind="other", words="Sai", raised_by=self.person("school_admin"))

    @cached_property
    def inspection(self):
        return inspect(self.paper.lines.first(), "out", {}, by=self.person("school_admin"))

    @cached_property
    def machine_photo(self):
        return machines.attach_photo(self.inspection, by=self.person("school_admin"))

    @cached_property
    def return_paper(self):
        """A charger that Giàng gave back."""
        return machines.give_back(self.giang, by=self.person("school_admin"))

    @cached_property
    def return_scan(self):
        return machines.attach_scan(self.return_paper, by=self.person("school_admin"))

    @cached_property
    def school_batch(self):
        school = self.fixture("muong_nha")
        return machines.make_batch("truong-tu-mua", school=school)

    @cached_property
    def sim(self):
        sim = machines.make_sim(self.fixture("muong_nha"))
        machines.make_plan(sim)
        return sim

    @cached_property
    def point(self):
        return machines.make_point(self.fixture("muong_nha"))

    @cached_property
    def visit(self):
        told = {"purpose": "pin", "people": "1", "outcome": "helped"}
        key = uuid4()
        point_diary.write(self.point, told, self.person("commune_officer"), key)
        return PointVisit.objects.get(pk=key)

    @cached_property
    def wifi(self):
        return machines.make_wifi(self.fixture("muong_nha"))

    @cached_property
    def grant(self):
        return machines.grant_to(student=self.giang)

    @cached_property
    def carrier_request(self):
        return machines.ask_carrier(self.sim, by=self.person("school_admin"))

    @cached_property
    def paper(self):
        machines.make_household(self.giang)
        return machines.give(self.giang, self.person("school_admin"), self.tablet)

    @cached_property
    def device_photo(self):
        return machines.attach_picture(self.tablet.photos, self.person("school_admin"))

    @cached_property
    def batch_paper(self):
        return machines.attach_picture(self.tablet.batch.papers, self.person("province_admin"))

    @cached_property
    def kit(self):
        """A machine of the school's stock with a charger."""
        return machines.make_kit(self.person("school_admin"), machines.make_device(self.fixture("muong_nha")))

    @cached_property
    def repair(self):
        """Giàng's tablet is broken."""
        assert self.paper
        return open_repair(self.tablet, self.person("school_admin"), fault="Vỡ màn hình")

    @cached_property
    def loss(self):
        """A machine of the school that nobody held was stolen."""
        gone = machines.make_device(self.fixture("muong_nha"))
        told = Loss(
            device=gone, kind="stolen", happened_on="2026-11-20", place="Kho", circumstances="Mất khóa"
        )
        return losing.lose(told, self.person("school_admin"))

    @cached_property
    def police_scan(self):
        return self._scan_of(self.loss)

    @cached_property
    def write_off(self):
        school, by = self.fixture("muong_nha"), self.person("school_admin")
        proposed = WriteOff.objects.create(school=school, proposed_by=by)
        writing_off.propose(proposed, machines.make_device(school), "Cháy bo mạch", 0, by=by)
        return proposed

    @cached_property
    def decision_scan(self):
        return self._scan_of(self.write_off)

    def _scan_of(self, paper):
        file = SimpleUploadedFile("giay.jpg", machines.photo())
        return scans.attach(paper.scans, file, by=self.person("school_admin"), school_id=paper.school_id)

    @cached_property
    def damage_photo(self):
        file = SimpleUploadedFile("hong.jpg", machines.photo())
        by = self.person("school_admin")
        return scans.attach(self.repair.photos, file, by=by, school_id=self.repair.school_id)

    @cached_property
    def device_list(self):
        """A delivery that was looked at."""
        book = spreadsheets.read("Số sê-ri;Tên máy;IMEI\n".encode(), "may.csv")
        batch = machines.make_batch("dot-may", school=self.giang.school)
        kept = DeviceList.objects.create(
            kind="stock", school=self.giang.school, batch=batch, file_name="may.csv"
        )
        kept.keep_book(book)
        return kept

    @cached_property
    def stocktake(self):
        """A count of 6A that runs, with one scan."""
        assert self.paper
        return machines.make_stocktake(self.class_6a, self.person("school_admin"), "KHONG-CO")

    @cached_property
    def allocation_list(self):
        """A family of its own is on it: those of the cast may have a device already."""
        allocating.make_order()
        batch = allocating.give_quota(self.fixture("muong_nha"), batch=machines.make_batch("dot-9"))
        allocating.make_family(builders.make_student("Sùng A Chờ", self.class_6a), poverty="poor")
        return proposing.propose(batch, self.fixture("muong_nha"), by=self.person("school_admin"))

    @property
    def allocation(self):
        return self.allocation_list.lines.first()

    @property
    def order(self):
        return PriorityOrder.objects.get_or_create(
            decision_number="34/QĐ-UBND", defaults={"starts_on": "2026-10-01"}
        )[0]
