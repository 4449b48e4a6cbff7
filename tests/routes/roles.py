"""The roles of the matrix, and what a line of it says."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

BACKEND = "students.sign_in.Accounts"
OURS = ["pupil", "classmate", "guardian", "teacher", "author", "approver", "school_admin", "commune_officer"]
PROVINCE = ["province_admin", "auditor"]
OTHER_SCHOOL = ["other_pupil", "other_teacher", "other_admin"]
SIGNED_IN = [*OURS, *PROVINCE, *OTHER_SCHOOL]
ROLES = ["anonymous", *SIGNED_IN]

LEADERS = {"school_admin", "province_admin"}
PLANNERS = {"school_admin", "commune_officer", "province_admin", "auditor"}
STAFF = {"teacher", "school_admin", "commune_officer", "province_admin", "auditor"}
OTHER_STAFF = {"other_teacher", "other_admin"}
# Who reads figures of places.
READERS = LEADERS | {"commune_officer", "auditor", "other_admin"}
PUPILS = {"pupil", "classmate", "other_pupil"}
WRITERS = {"teacher", "author", "approver", "province_admin"}
# The bank of the matrix belongs to Mường Nhà; the approver is the province's and sees shared ones.
WRITERS_HERE = WRITERS - {"approver"}
EVERYBODY = set(ROLES)


@dataclass(frozen=True)
class Route:
    """A path (or what makes one from the cast), who may use it, and by which method."""

    path: str | Callable
    who: set
    method: str = "get"

    def address(self, cast):
        return self.path if isinstance(self.path, str) else self.path(cast)


NOBODY_KNOWS = UUID(int=0)
