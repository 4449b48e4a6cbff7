"""The kinds of lists a school uploads. Each is a module of its own, named here once."""

from . import guardians, households, staff, students, teaching

KINDS = {module.KIND.code: module.KIND for module in (students, staff, teaching, guardians, households)}
