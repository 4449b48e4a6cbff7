"""The people and things of the matrix."""

from functools import cached_property

from lms.models import Job
from students.models import Guardian, Guardianship
from tests import builders

from .roles import BACKEND
from .things_of_courses import CourseThings
from .things_of_devices import DeviceThings
from .things_of_home import HomeThings
from .things_of_students import StudentThings


class Cast(CourseThings, DeviceThings, HomeThings, StudentThings):
    """The people and things of the matrix, each made when a path first asks for it."""

    def __init__(self, request):
        self.fixture = request.getfixturevalue

    def person(self, role):
        names = {
            "pupil": "giang",
            "classmate": "hoa",
            "teacher": "ms_lan",
            "other_pupil": "vang",
            "other_teacher": "mr_pao",
            "other_admin": "other_school_admin",
        }
        if role == "guardian":
            return self.guardian
        found = self.fixture(names.get(role, role))
        return getattr(found, "user", found)

    def sign_in(self, client, role):
        if role != "anonymous":
            client.force_login(self.person(role), backend=BACKEND)

    @cached_property
    def guardian(self):
        user = builders.make_user("me.giang", "Giàng Thị Dua")
        guardian = Guardian.objects.create(user=user, full_name=user.full_name)
        Guardianship.objects.create(guardian=guardian, student=self.giang, relation="mother")
        return user

    @property
    def aunt(self):
        """Another guardian of Giàng's; linked again once she was unlinked."""
        guardian, _made = Guardian.objects.get_or_create(full_name="Giàng Thị Chía")
        Guardianship.objects.get_or_create(guardian=guardian, student=self.giang, relation="other")
        return guardian

    @cached_property
    def giang(self):
        return self.fixture("giang")

    @cached_property
    def class_6a(self):
        return self.fixture("class_6a")

    @cached_property
    def job(self):
        return Job.objects.create(kind="test", title="Nhập lớp 6A", owner=self.person("teacher"))
