"""The kinds of lists a school uploads. Each is a module of its own, named here once."""

from . import students

KINDS = {kind.code: kind for kind in (students.KIND,)}
