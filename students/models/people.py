import re
import uuid

from django.apps import apps
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.asked_often import ANY_ID, AskedOften
from lms.text import fold, fold_back, given_name, name_key
from students import abilities, scope
from students.wanted import Wanted

from .families import Guardian, Guardianship, Household


class User(AbstractUser):
    """Whoever signs in. Pupils sign in with their code and PIN, never with an e-mail."""

    first_name = last_name = None
    full_name = models.CharField(_("full name"), max_length=120)
    must_change_password = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name or self.username

    def get_short_name(self):
        return given_name(self.full_name) or self.username

    def set_pin(self, pin):
        """Keep a pupil's PIN, under the cheap hash of students/hashers.py."""
        self.password = make_password(pin, hasher="pin")

    def check_pin(self, pin):
        return check_password(pin, self.password, preferred="pin")

    def _get_session_auth_hash(self, secret=None):
        """Sessions end with the secret they began with, and a pupil's or a parent's with the card."""
        whole = super()._get_session_auth_hash(secret)
        if student := self.student_or_none:
            return f"{whole}.{student.card_version}"
        mark = self.guardian_or_none.mark_of_secrets if self.guardian_or_none else ""
        return f"{whole}.{mark}" if mark else whole

    @property
    def student_or_none(self):
        """The pupil this account belongs to; None for staff and guardians."""
        return getattr(self, "student", None)

    @property
    def guardian_or_none(self):
        return getattr(self, "guardian", None)

    @property
    def learner_key(self):
        """How browsers name this person in events and in their local store."""
        student = self.student_or_none
        return str(student.pk) if student else self.username

    @property
    def teacher_or_none(self):
        return getattr(self, "teacher", None)


class EthnicGroup(models.Model):
    """One of the 54 official groups, by its statistics code."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=40)
    aliases = models.CharField(max_length=200, blank=True, help_text=_("Separated by |"))

    class Meta:
        verbose_name = _("ethnic group")
        verbose_name_plural = _("ethnic groups")
        ordering = ["code"]

    def __str__(self):
        return self.name


class StudentQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Students that `user` may know of – or may do the act `to` with; a stranger finds none, and
        nobody finds one who was erased."""
        return self.in_scope(user, to).filter(erased_at=None)

    def in_scope(self, user, to=None):
        """With those who were erased: for papers and requests that are kept without their names."""
        return (abilities.scope_for(user, to) if to else scope.of(user)).students(self)

    def studying(self):
        return self.filter(status=Student.Status.STUDYING)

    def sitting_in(self, school_class):
        """Who sits in the class now, by name."""
        sits = {"enrolments__school_class": school_class, "enrolments__ends_on": None}
        return self.filter(**sits).order_by("name_sort")

    def sitting_in_any(self, classes):
        """Who sits in these classes now, class after class, by name."""
        sits = {"enrolments__school_class__in": classes, "enrolments__ends_on": None}
        room = "enrolments__school_class__"
        return self.filter(**sits).order_by(f"{room}grade", f"{room}name_sort", "name_sort")

    def without_card(self):
        """Who has no card that works."""
        cards = apps.get_model("students", "CardToken").objects.filter(revoked_at=None)
        return self.exclude(pk__in=cards.values("student"))

    def search(self, text):
        """By parts of the name without marks, by code, by the ministry's id or by phone; of one school
        or class. Over many schools `nearest` is quicker."""
        wanted = Wanted.read(text)
        found = wanted.in_number("phone") if wanted.number else wanted.in_name()
        if wanted.number:
            found |= Q(pk__in=_children_of(wanted))
        return self.filter(found | _is_id(wanted)).order_by("name_sort")

    def nearest(self, wanted, most):
        """A list of at most `most`, whoever is called so first.

        Every step reads an index, and the next is taken only when those before found too few: among
        150,000 pupils none of them is felt.
        """
        found = list(self.filter(_is_id(wanted)).order_by("code")[:most])
        if found:
            return found
        for condition, order in _steps(wanted):
            missing = most - len(found)
            if missing > 0:
                others = self.exclude(pk__in=[one.pk for one in found]) if found else self
                found += others.filter(condition).order_by(order)[:missing]
        return found


def _steps(wanted):
    """(condition, order) from the surest to the widest. No name has a digit in it."""
    if wanted.number:
        # The inner look reads the short index of phones alone.
        own = Student.objects.exclude(phone="").filter(wanted.in_number("phone"))
        yield Q(pk__in=own.values("pk")), "name_sort"
        yield Q(pk__in=_children_of(wanted)), "name_sort"
    elif wanted.words and not re.search(r"\d", wanted.text):
        yield Q(name_back__prefix=" ".join(reversed(wanted.words))), "name_back"
        yield Q(name_fold__prefix=" ".join(wanted.words)), "name_fold"
        if len(wanted.words) > 1:
            yield Q(name_back__prefix=wanted.words[-1]) & wanted.in_name(), "name_back"
        yield Q(pk__in=Student.objects.filter(wanted.in_name()).values("pk")), "name_sort"


def _is_id(wanted):
    return Q(code=wanted.code) | Q(ministry_id=wanted.number or wanted.text)


def _children_of(wanted):
    """Ids of the pupils whose parents have the phone."""
    parents = Guardian.objects.exclude(phone="").filter(wanted.in_number("phone"))
    return Guardianship.objects.filter(guardian__in=parents.values("pk")).values("student")


class Student(models.Model):
    """A pupil. `school` is where the open enrolment stands; history is in the enrolments."""

    class Gender(models.TextChoices):
        MALE = "male", _("male")
        FEMALE = "female", _("female")

    class Status(models.TextChoices):
        STUDYING = "studying", _("studying")
        MOVED_OUT = "moved_out", _("moved to another school")
        DROPPED_OUT = "dropped_out", _("dropped out")
        FINISHED = "finished", _("finished school")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="student")
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="students", verbose_name=_("school")
    )
    code = models.CharField(_("sign-in code"), max_length=12, unique=True)
    ministry_id = models.CharField(_("ministry id"), max_length=20, null=True, blank=True, unique=True)
    national_id = models.CharField(_("personal id number"), max_length=12, blank=True)
    full_name = models.CharField(_("full name"), max_length=120)
    name_fold = models.CharField(max_length=120, editable=False, db_index=True)
    name_back = models.CharField(max_length=120, editable=False, db_index=True, default="")
    name_sort = models.CharField(max_length=600, editable=False)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=6, choices=Gender, blank=True)
    ethnic_group = models.ForeignKey(
        EthnicGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ethnic group")
    )
    household = models.ForeignKey(
        Household,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="students",
        verbose_name=_("household"),
    )
    commune = models.ForeignKey(
        "students.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    address_as_written = models.CharField(_("address on paper"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.STUDYING)
    # Raised when the card is lost or the account is closed: older sessions and cards end at once.
    card_version = models.PositiveIntegerField(default=1)
    # From then on nothing here tells who it was (students/erasing.py).
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    NAME_COLUMNS = ("name_fold", "name_back", "name_sort")

    objects = StudentQuerySet.as_manager()

    class Meta:
        verbose_name = _("student")
        verbose_name_plural = _("students")
        ordering = ["name_sort"]
        indexes = [
            models.Index(fields=["school", "status", "name_sort"], name="student_school_list"),
            models.Index(fields=["name_fold", "date_of_birth"], name="student_match"),
            # With the key in it, the words of a name are looked through without touching the rows.
            models.Index(fields=["name_fold", "id"], name="student_words"),
            models.Index(fields=["phone", "id"], name="student_phone", condition=~Q(phone="")),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.set_name_columns()
        super().save(*args, **kwargs)

    def set_name_columns(self):
        """Fill the columns that search and sorting read; call it before a bulk write."""
        name = "" if self.erased_at else self.full_name
        self.name_fold, self.name_back, self.name_sort = fold(name), fold_back(name), name_key(name)

    @property
    def given_name(self):
        return given_name(self.full_name)

    def age_on(self, day):
        """Full years on `day`; None when the birthday is not known."""
        born = self.date_of_birth
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def is_studying(self):
        """Only then can the pupil sign in."""
        return self.status == self.Status.STUDYING

    def school_ids(self):
        """Of every school the pupil has sat in."""
        return {self.school_id, *self.enrolments.values_list("school_class__school", flat=True)}

    def current_enrolment(self):
        sits = _current_enrolment.first(self.pk)
        if sits:
            sits.student = self
        return sits


def _open_enrolments(student):
    enrolments = apps.get_model("students", "Enrolment").objects.open().filter(student=student)
    return enrolments.select_related("school_class").order_by("pk")[:1]


# Every list that a pupil opens begins at the own grade.
_current_enrolment = AskedOften(_open_enrolments, ANY_ID)
