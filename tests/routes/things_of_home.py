"""The culture archive of the matrix."""

from functools import cached_property
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from lms import scans
from tests import builders
from tests.home import archive


class HomeThings:
    @cached_property
    def agreement(self):
        return archive.make_agreement(self.person("teacher"), self.class_6a.school)

    @cached_property
    def agreement_scan(self):
        file = SimpleUploadedFile("giay.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
        return scans.attach(
            self.agreement.scans, file, by=self.person("teacher"), school_id=self.class_6a.school_id
        )

    @cached_property
    def entry(self):
        """Of the Thái of Mường Nhà, for whom the commune officer speaks."""
        speaker = self.person("commune_officer")
        archive.speak_for(speaker, where=self.class_6a.school.commune)
        return archive.make_entry(agreement=self.agreement, by=speaker)

    @cached_property
    def gathered_entry(self):
        """A draft of what a pupil of 6A handed in."""
        work = self.task_work
        return archive.gather(work, self.person("teacher"), self.class_6a)

    @property
    def speaks(self):
        """Ended by who may; then another one."""
        user = builders.make_user(f"doc.{uuid4().hex[:8]}", "Lường Văn Pâng")
        return archive.speak_for(user)

    @cached_property
    def product(self):
        page = archive.make_product()
        page.get_latest_revision().publish()
        return type(page).objects.get(pk=page.pk)
