"""Who changed what of a pupil, in the words of the log of changes, and what of a pupil's works went into the
culture archive (students/dossier.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home import acts, facts
from home.models import GatheredWork
from lms.models import Change
from students import dossier
from students.dossier import table


def register():
    part = dossier.Part("changes", gettext_lazy("Changes"), {"lms.Change"}, tables, order=80)
    dossier.register(part)
    part = dossier.Part("culture", gettext_lazy("Culture archive"), {"home.GatheredWork"}, gathered, order=45)
    dossier.register(part)


def tables(student):
    lines = Change.objects.filter(model=student._meta.label_lower, object_id=str(student.pk))
    yield table(
        "changes",
        _("Who changed what"),
        lines.select_related("actor").order_by("pk"),
        at=_("When"),
        who=(_("Who"), "actor"),
        act=(_("What was done"), lambda line: str(acts.in_words(line.act))),
        details=(_("Before → after"), _details),
    )


def _details(line):
    said = [
        f"{what}: {before} → {after}" if before else f"{what}: {after}"
        for what, before, after in facts.details(line)
    ]
    return "; ".join(said)


def gathered(student):
    yield table(
        "gathered",
        _("works gathered for the culture archive"),
        GatheredWork.objects.filter(student=student).select_related("page").order_by("pk"),
        entry=(_("entry"), "page.title"),
        gathered_at=_("gathered"),
        pictures=(_("photos"), lambda row: row.pictures.count()),
        agreed_on=_("agreed on"),
        agreed_words=_("agreed to"),
    )
