"""The one answer to «who may see whom». Every `visible_to` ends here.

A `Scope` is worked out once for a user and a day (two queries) and kept on the user
object, which lives for one request: whoever loses a role loses sight with the next one.
"""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone


def of(user, on=None, kinds=None):
    """The scope of `user` (anonymous included) on a day, today unless told.

    `kinds`: what the person sees by these roles alone – who teaches at one school and is auditor
    of another sees both, but prints sign-in cards at the first only.
    """
    day = on or timezone.localdate()
    asked = (day, frozenset(kinds) if kinds is not None else None)
    if user is None:
        return Scope(user, day, kinds)
    kept = user.__dict__.setdefault("_scopes", {})
    if asked not in kept:
        kept[asked] = Scope(user, day, kinds)
    return kept[asked]


def settle(user):
    """Ask but once in this request which classes `user` teaches, and tell them by their keys: worth it where
    many questions follow each other, for each would hold that one, some of them several times."""
    if user.is_authenticated:
        user.__dict__.setdefault("_taught", {})


class Scope:
    """What one person is on one day, and where.

    `everywhere`: province admin or auditor. `communes`: ids of communes. `schools_led`: ids of
    schools whose every pupil is seen (school admin). `taught_school_ids`: ids of schools where the
    person teaches; of those only the own classes are seen.
    """

    def __init__(self, user, day, kinds=None):
        self.user = user
        self.day = day
        self.everywhere = False
        self.kinds = set()
        self.commune_ids = set()
        self.led_school_ids = set()
        self.staff_school_ids = set()
        self.taught_school_ids = set()
        self.teacher_id = None
        self.student = None
        self.guardian_id = None
        if user is None or not user.is_authenticated or not user.is_active:
            return
        if user.is_superuser:
            self.everywhere = True
        for role in self._roles():
            if kinds is None or role.kind in kinds:
                self._add(role)
        if kinds is None or "pupil" in kinds:
            self.student = user.student_or_none
        if self.student:
            self.kinds.add("pupil")
        elif "teacher" in self.kinds and (teacher := user.teacher_or_none):
            # Who moved to another school keeps the row but no longer holds the role there.
            self.teacher_id = teacher.pk if teacher.school_id in self.staff_school_ids else None
        if (kinds is None or "guardian" in kinds) and (guardian := getattr(user, "guardian", None)):
            self.kinds.add("guardian")
            self.guardian_id = guardian.pk

    def _roles(self):
        """The roles of the day, read once however many scopes are asked for."""
        # Said by the question who is signed in (students/sign_in.py); of others it is not known.
        if getattr(self.user, "has_roles", None) is False:
            return []
        kept = self.user.__dict__.setdefault("_roles_on", {})
        if self.day not in kept:
            kept[self.day] = list(self.user.roles.on(self.day))
        return kept[self.day]

    def _add(self, role):
        self.kinds.add(role.kind)
        if role.kind in ("province_admin", "auditor") and role.place_id:
            self.everywhere = True
        elif role.kind == "commune_officer" and role.place_id:
            self.commune_ids.add(role.place_id)
        elif role.school_id:
            self.staff_school_ids.add(role.school_id)
            if role.kind == "teacher":
                self.taught_school_ids.add(role.school_id)
            if role.kind in ("school_admin", "auditor"):
                self.led_school_ids.add(role.school_id)

    @property
    def reads_only(self):
        return bool(self.kinds) and self.kinds <= {"auditor"}

    # Each of these narrows a queryset of one noun.

    def schools(self, schools):
        if self.everywhere:
            return schools
        mine = Q(pk__in=self.staff_school_ids) | Q(commune__in=self.commune_ids)
        if self.student:
            mine |= Q(pk=self.student.school_id)
        if self.guardian_id:
            mine |= Q(pk__in=self._students_of_guardian().values("school"))
        return schools.filter(mine)

    def classes(self, classes):
        if self.everywhere:
            return classes
        if self.kinds == {"pupil"}:
            # Asked with every page of every pupil: no joins to places that a pupil has no role at.
            return classes.filter(pk__in=self._own_class_ids())
        mine = Q(school__in=self.led_school_ids) | Q(school__commune__in=self.commune_ids)
        if self.teacher_id:
            mine |= Q(pk__in=self.taught_class_ids())
        if self.student:
            mine |= Q(pk__in=self._own_class_ids())
        if self.guardian_id:
            mine |= Q(
                pk__in=self._model("Enrolment")
                .objects.open()
                .filter(student__in=self._students_of_guardian())
                .values("school_class")
            )
        return classes.filter(mine)

    def students(self, students):
        if self.everywhere:
            return students
        mine = Q(school__in=self.led_school_ids) | Q(school__commune__in=self.commune_ids)
        if self.teacher_id:
            mine |= Q(
                pk__in=self._model("Enrolment")
                .objects.on(self.day)
                .filter(school_class__in=self.taught_class_ids())
                .values("student")
            )
        if self.student:
            mine |= Q(pk=self.student.pk)
        if self.guardian_id:
            mine |= Q(guardianships__guardian=self.guardian_id)
        return students.filter(mine).distinct() if self.guardian_id else students.filter(mine)

    def teachers(self, teachers):
        if self.everywhere:
            return teachers
        return teachers.filter(Q(school__in=self.staff_school_ids) | Q(school__commune__in=self.commune_ids))

    def roles(self, roles):
        """Roles held where the person works: the staff of the own schools and communes."""
        if self.everywhere:
            return roles
        return roles.filter(
            Q(school__in=self.staff_school_ids)
            | Q(school__commune__in=self.commune_ids)
            | Q(place__in=self.commune_ids)
        )

    def notices(self, notices):
        """What the person sent, is told, or answers for."""
        if self.everywhere:
            return notices
        sent = Q(by=self.user.pk) if self.user and self.user.pk else Q(pk__in=[])
        return notices.filter(self._told() | sent | self._answers_for())

    def notices_addressed(self, notices):
        """What tells this person something: as a pupil, as somebody's family, as one of the staff."""
        return notices.filter(self._told())

    def notices_answered_for(self, notices):
        """What the person may correct and withdraw: by the roles of today, whoever sent it."""
        return notices.filter(self._answers_for())

    def _answers_for(self):
        mine = Q(by=self.user.pk) & self._within_reach() if self.user and self.user.pk else Q(pk__in=[])
        if self.led_school_ids:
            led = Q(school__in=self.led_school_ids) | Q(school_class__school__in=self.led_school_ids)
            mine |= led
        if self.commune_ids:
            mine |= Q(place__in=self.commune_ids)
        return mine

    def _within_reach(self):
        """That a notice goes where the person may send one today: who left the school answers for nothing
        there any more."""
        if self.everywhere:
            return Q()
        schools = self._model("School").objects
        reached = schools.filter(Q(pk__in=self.led_school_ids) | Q(commune__in=self.commune_ids))
        classes = self.classes(self._model("SchoolClass").objects.all())
        return (
            Q(place__in=self.commune_ids)
            | Q(school__in=reached.values("pk"))
            | Q(school_class__in=classes.values("pk"))
        )

    def _told(self):
        enrolments = self._model("Enrolment").objects.open()
        told = Q(pk__in=[])
        if self.student:
            told |= Q(for_pupils=True) & self._reaching(enrolments.filter(student=self.student))
        if self.guardian_id:
            children = enrolments.filter(student__in=self._students_of_guardian())
            told |= Q(for_families=True) & self._reaching(children)
        if self.staff_school_ids or self.commune_ids or self.everywhere:
            places = self._model("Place").objects
            around = places.filter(Q(schools__in=self.staff_school_ids) | Q(pk__in=self.commune_ids))
            at = Q(school__in=self.staff_school_ids) | Q(school_class__in=self.taught_class_ids())
            at |= Q(place__in=around.values("pk")) | Q(place__in=around.values("parent"))
            told |= Q(for_staff=True) & at
        return told

    @staticmethod
    def _reaching(enrolments):
        """That a notice goes where one of `enrolments` is: class, school (and grade), commune, province."""
        room = "school_class__"
        in_grade = enrolments.annotate(last=Coalesce(f"{room}grade_to", f"{room}grade")).filter(
            school_class__school=OuterRef("school"),
            school_class__grade__lte=OuterRef("grade"),
            last__gte=OuterRef("grade"),
        )
        return (
            Q(school_class__in=enrolments.values("school_class"))
            | Q(grade=None, school__in=enrolments.values(f"{room}school"))
            | Q(Exists(in_grade))
            | Q(place__in=enrolments.values(f"{room}school__commune"))
            | Q(place__in=enrolments.values(f"{room}school__commune__parent"))
        )

    def taught_class_ids(self):
        """Classes that the person teaches today or leads as homeroom teacher, at schools where the
        role is still held: who moved to another school keeps no class of the old one."""
        if not self.teacher_id:
            return self._model("SchoolClass").objects.none().values("pk")
        settled = self.user.__dict__.get("_taught")
        if settled is None:
            return self._classes_taught().values("pk")
        asked = (self.day, self.teacher_id, frozenset(self.taught_school_ids))
        if asked not in settled:
            settled[asked] = list(self._classes_taught().values_list("pk", flat=True))
        return settled[asked]

    def _classes_taught(self):
        taught = (
            self._model("TeachingAssignment")
            .objects.on(self.day)
            .filter(teacher=self.teacher_id)
            .values("school_class")
        )
        return self._model("SchoolClass").objects.filter(
            Q(homeroom_teacher=self.teacher_id) | Q(pk__in=taught), school__in=self.taught_school_ids
        )

    def _own_class_ids(self):
        return self._model("Enrolment").objects.open().filter(student=self.student).values("school_class")

    def _students_of_guardian(self):
        return self._model("Student").objects.filter(guardianships__guardian=self.guardian_id)

    @staticmethod
    def _model(name):
        return apps.get_model("students", name)
