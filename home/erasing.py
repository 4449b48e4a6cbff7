"""What `home` erases of a pupil (students/erasing.py): works gathered for the culture archive, with the
pictures copied from them. What was told in an entry stays, without anybody's name, and so does what tellers
asked for and said when they took it back: a teller who only bears the name keeps the own words."""

from django.db.models import Q
from django.utils.translation import gettext as _

from courses import unnaming
from home.culture import gathering
from home.models import AgreementScan, CommunityWord, PartTakenBack, TellerAgreement, TrainingCourse
from lms.text import fold
from students import erasing
from students.erasing import GOES, Line


def register():
    erasing.register(erasing.Part("home", bars, lines, logged, erase, order=15))
    unnaming.also_beside(["told", "conditions", "withdrawn_why"], _agreements)
    unnaming.also_beside(["why"], lambda name: PartTakenBack.objects.filter(agreement__in=_agreements(name)))
    unnaming.also_beside(["struck_reason"], lambda name: AgreementScan.objects.all())
    unnaming.also_beside(["remark"], lambda name: CommunityWord.objects.all())
    unnaming.also_beside(["title", "about"], lambda name: TrainingCourse.objects.all())


def bars(student):
    return []


def lines(student):
    yield Line(GOES, _("works gathered for the culture archive"), student.gathered_works.count())


def logged(student):
    return Q(pk=None)


def erase(was):
    gathering.forget(was.student)


def _agreements(name):
    """Of tellers who are called otherwise: who tells is grown up, and may be called like a pupil."""
    return TellerAgreement.objects.exclude(name_fold=fold(name))
