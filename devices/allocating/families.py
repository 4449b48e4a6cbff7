"""The families of a school's pupils with what speaks for them, and what they have already. Few queries,
however many pupils: a school of 1,200 is read in one breath."""

from collections import defaultdict

from django.utils.translation import gettext as _

from devices.allocating.criteria import KINH
from devices.allocating.ranking import Child, Family, Rule
from devices.models import Allocation, Assignment, Tenure
from students.models import AreaRecord, Enrolment, PolicyRecord, PovertyRecord, Student

FIELDS = (
    "pk",
    "full_name",
    "name_sort",
    "household",
    "ethnic_group",
    "ethnic_group__name",
    "household__commune",
    "commune",
)


def families_of(school, on):
    """A Family for each household that has a pupil studying at `school`, and for each pupil without one."""
    students = Student.objects.filter(school=school).studying()
    grades = _grades(students)
    areas = AreaRecord.objects.areas_on(on)
    families = {}
    for row in students.order_by("name_sort").values(*FIELDS):
        key = row["household"] or row["pk"]
        family = families.get(key)
        if family is None:
            family = families[key] = Family(household=row["household"])
            family.evidence = {"on": on.isoformat()}
            _live_where(family, row, school, areas)
        family.children.append(Child(row["pk"], row["full_name"], row["name_sort"], grades.get(row["pk"])))
        _belong_to(family, row)
    _read_papers(families, students, on)
    _read_served(families, students)
    _read_listed(families, students)
    return list(families.values())


def rules_of(order):
    return [
        Rule(rule.place, frozenset(rule.criteria), rule.grade_from, rule.grade_to)
        for rule in order.rules.all()
    ]


def evidence_of(family):
    """What is frozen into the line: the facts of the family on that day."""
    told = dict(family.evidence)
    told["children"] = len(family.children)
    told["grades"] = sorted(child.grade for child in family.children if child.grade)
    return told


def served_words(line):
    """«có máy từ 12/03/2026: Đợt 1 (Quỹ Hoa Ban), tặng cho hộ gia đình»"""
    batch = line.device.batch
    source = f"{batch} ({batch.donor})" if batch.donor else str(batch)
    told = {
        "day": f"{line.handed_over_at:%d/%m/%Y}",
        "source": source,
        "tenure": line.get_tenure_display(),
    }
    return _("has a device since %(day)s: %(source)s, %(tenure)s") % told


def _grades(students):
    rows = (
        Enrolment.objects.open()
        .filter(student__in=students.order_by().values("pk"))
        .values_list("student", "own_grade", "school_class__grade", "school_class__grade_to")
    )
    # In a multi-grade class only the pupil's own grade says it.
    return {key: own if several else grade for key, own, grade, several in rows}


def _live_where(family, row, school, areas):
    commune = row["household__commune"] or row["commune"] or school.commune_id
    area = areas.get(commune)
    if area:
        family.evidence["area"] = area
    if area == AreaRecord.Area.THREE:
        family.traits.add("difficult_commune")


def _belong_to(family, row):
    if row["ethnic_group"] and row["ethnic_group"] != KINH:
        family.traits.add("ethnic_minority")
        family.evidence["ethnic_group"] = row["ethnic_group__name"]


def _read_papers(families, students, on):
    households = students.exclude(household=None).order_by().values("household")
    for record in PovertyRecord.objects.on(on).filter(household__in=households).order_by("starts_on"):
        family = families[record.household_id]
        family.traits -= set(PovertyRecord.Class.values)
        family.traits.add(record.poverty_class)
        family.evidence["poverty"] = {"class": record.poverty_class, **_paper(record)}
    for record in PolicyRecord.objects.on(on).filter(household__in=households).order_by("starts_on"):
        family = families[record.household_id]
        family.traits.add(record.kind)
        family.evidence.setdefault("policies", []).append({"kind": record.kind, **_paper(record)})


def _paper(record):
    return {"certificate": record.certificate, "from": record.starts_on.isoformat()}


def _read_served(families, students):
    """By any source: the programme, a donor, a loan of the school. What is lent for the days of a repair
    does not count: the machine that it stands for does."""
    lines = Assignment.objects.open().filter(device__isnull=False).exclude(tenure=Tenure.LOANER)
    lines = lines.select_related("device__batch").order_by()
    households = students.exclude(household=None).order_by().values("household")
    family_of = _by_child(families)
    seen = defaultdict(set)
    for line in [
        *lines.filter(served_household__in=households),
        *lines.filter(pupil__in=students.order_by().values("pk")),
    ]:
        family = families.get(line.served_household_id) or family_of.get(line.pupil_id)
        if family and line.pk not in seen[id(family)]:
            seen[id(family)].add(line.pk)
            family.served.append(line)


def _read_listed(families, students):
    lines = Allocation.objects.live().select_related("list__batch", "list__school").order_by()
    households = students.exclude(household=None).order_by().values("household")
    family_of = _by_child(families)
    for line in [
        *lines.filter(household__in=households),
        *lines.filter(student__in=students.order_by().values("pk")),
    ]:
        family = families.get(line.household_id) or family_of.get(line.student_id)
        if family:
            family.listed = line


def _by_child(families):
    return {child.key: family for family in families.values() for child in family.children}
