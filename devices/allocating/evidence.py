"""What was frozen into a line, as people read it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from devices.allocating.criteria import CRITERIA
from students.models import AreaRecord


def evidence_words(evidence):
    """[(what, value)]; empty once it was forgotten."""
    told = []
    if on := evidence.get("on"):
        told.append((_("on the day"), _day(on)))
    if poverty := evidence.get("poverty"):
        told.append((_("poverty class"), _paper(poverty["class"], poverty)))
    for policy in evidence.get("policies", ()):
        told.append((_("policy"), _paper(policy["kind"], policy)))
    if group := evidence.get("ethnic_group"):
        told.append((_("ethnic group"), group))
    if area := evidence.get("area"):
        told.append((_("area of the commune"), str(dict(AreaRecord.Area.choices).get(area, area))))
    if count := evidence.get("children"):
        words = ngettext("%(n)d child at school", "%(n)d children at school", count) % {"n": count}
        grades = ", ".join(str(grade) for grade in evidence.get("grades", ()))
        told.append((_("children"), f"{words} ({_('grades')} {grades})" if grades else words))
    if evidence.get("by_hand"):
        told.append((_("how it came here"), _("added by hand")))
    return told


def _paper(code, paper):
    """«hộ nghèo · 012/GCN-HN · từ 01/01/2026»"""
    parts = [str(CRITERIA.get(code, code)), paper.get("certificate", "")]
    parts.append(_("since %(first)s") % {"first": _day(paper["from"])})
    return " · ".join(filter(None, parts))


def _day(iso):
    return f"{date.fromisoformat(iso):%d/%m/%Y}"
