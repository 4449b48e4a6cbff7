"""The culture archive and the training class of the matrix."""

from functools import cached_property
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from home.models import TrainingMaterial
from home.training import enrolling
from lms import scans
from tests import builders
from tests.home import archive, classes


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

    @cached_property
    def training(self):
        """Held by Mường Nhà, with Ms Lan as trainer."""
        course = classes.make_course(self.person("school_admin"), self.class_6a.school)
        course.trainers.add(self.person("teacher"))
        classes.ask(course, self.person("school_admin"))
        return course

    @cached_property
    def training_session(self):
        return classes.make_session(self.training)

    @cached_property
    def participant(self):
        return classes.write_down(self.training, self.person("school_admin"))[0]

    @property
    def leaving_participant(self):
        """Taken out by who may; then another one."""
        phone = f"09{uuid4().int % 10**8:08}"
        return classes.write_down(self.training, self.person("school_admin"), "Giàng A Dế", phone)[0]

    @property
    def training_list(self):
        return enrolling.from_list(self.training, [], self.person("school_admin"), uuid4())

    @cached_property
    def training_file(self):
        file = SimpleUploadedFile("to-roi.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
        by = self.person("school_admin")
        return TrainingMaterial.objects.create(course=self.training, title="Tờ rơi", file=file, by=by)
