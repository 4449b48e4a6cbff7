"""What `home` erases of a pupil (students/erasing.py): works gathered for the culture archive, with the
pictures copied from them. What was told in an entry stays, without anybody's name."""

from django.db.models import Q
from django.utils.translation import gettext as _

from home.culture import gathering
from students import erasing
from students.erasing import GOES, Line


def register():
    erasing.register(erasing.Part("home", bars, lines, logged, erase, order=15))


def bars(student):
    return []


def lines(student):
    yield Line(GOES, _("works gathered for the culture archive"), student.gathered_works.count())


def logged(student):
    return Q(pk=None)


def erase(was):
    gathering.forget(was.student)
