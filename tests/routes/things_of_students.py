"""Papers and acts about pupils and staff of the matrix."""

from functools import cached_property

from django.core.files.uploadedfile import SimpleUploadedFile

from home import calendar_feed
from lms import scans, spreadsheets
from students.models import Consent, Movement, Role, RollOver, RosterImport, Transfer
from students.movement.arrivals import found_token
from students.notices import sending
from tests import builders
from tests.devices import builders as machines


class StudentThings:
    """Each made when a path first asks for it."""

    @cached_property
    def notice(self):
        """Of Ms Lan to 6A: pupils and families."""
        told = {"title": "Họp phụ huynh", "words": "Bảy giờ sáng.", "for_pupils": True, "for_families": True}
        target = {"school_class": self.class_6a}
        return sending.send(self.person("teacher"), [target], **told)[0]

    @property
    def calendar_secret(self):
        # Of somebody whose account no other path closes.
        return calendar_feed.new_secret(self.person("commune_officer"))

    @property
    def consent(self):
        """Giàng's consent to usage statistics, in force again whenever a path asks."""
        return Consent.objects.get_or_create(
            student=self.giang,
            purpose=Consent.Purpose.USAGE,
            withdrawn_at=None,
            defaults={
                "text_version": "1",
                "given_by": "Giàng Thị Dua",
                "given_how": "signed",
                "given_on": "2026-09-05",
            },
        )[0]

    @cached_property
    def consent_paper(self):
        return builders.print_consent_sheet(self.giang, by=self.person("teacher"))

    @cached_property
    def asked(self):
        return builders.ask_for_data(self.giang, by=self.person("teacher"))

    @cached_property
    def asked_to_erase(self):
        return builders.ask_for_data(self.giang, by=self.person("teacher"), kind="erase")

    @cached_property
    def consent_scan(self):
        return builders.attach_consent_scan(self.consent_paper, by=self.person("teacher"))

    @property
    def roster(self):
        """A class list that waits to be confirmed; made anew once one was discarded."""
        waiting = RosterImport.objects.filter(state="previewed").first()
        if waiting is None:
            book = spreadsheets.read("STT,Họ tên,Lớp\n1,Giàng A Sùng,6A\n".encode(), "6a.csv")
            waiting = RosterImport.objects.create(
                school=self.fixture("muong_nha"),
                year_code="2026-2027",
                file_name="6a.csv",
            )
            waiting.keep_book(book)
        return waiting

    @cached_property
    def movement(self):
        giang = self.giang
        return Movement.objects.create(
            kind="drop_out", school=giang.school, on="2026-11-20", label=str(giang), student=giang
        )

    @cached_property
    def roll_over(self):
        return RollOver.objects.create(school=self.fixture("muong_nha"), year_code="2027-2028")

    @cached_property
    def found(self):
        return found_token(self.giang, self.person("other_admin"))

    @cached_property
    def transfer(self):
        return Transfer.objects.create(
            student=self.giang, from_school=self.giang.school, to_name="Trường ở Lai Châu", state="left"
        )

    @cached_property
    def role(self):
        return Role.objects.get(user=self.person("teacher"))

    @cached_property
    def substitute(self):
        """Somebody of Mường Nhà who stands in for Ms Lan."""
        return builders.stand_in(self.person("teacher").teacher, self.class_6a)

    @cached_property
    def certificate(self):
        """Giàng's household is poor."""
        household = (
            machines.make_household(self.giang) if self.giang.household is None else self.giang.household
        )
        return household.poverty_records.create(poverty_class="poor", starts_on="2026-01-01")

    @cached_property
    def certificate_scan(self):
        file = SimpleUploadedFile("gcn.jpg", machines.photo())
        by = self.person("school_admin")
        return scans.attach(self.certificate.household.scans, file, by=by, school_id=self.giang.school_id)
