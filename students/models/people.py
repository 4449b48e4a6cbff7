import hashlib
import uuid

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import fold, given_name, name_key
from students import abilities, scope
from students.wanted import Wanted


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
        """Sessions end with the secret they began with, and a pupil's with the card."""
        whole = super()._get_session_auth_hash(secret)
        student = self.student_or_none
        return f"{whole}.{student.card_version}" if student else whole

    @property
    def student_or_none(self):
        """The pupil this account belongs to; None for staff and guardians."""
        return getattr(self, "student", None)

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


class Household(models.Model):
    """A family that shares a roof; the beneficiary of the state scheme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    head_name = models.CharField(_("head of household"), max_length=120)
    commune = models.ForeignKey(
        "students.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    village = models.CharField(_("village"), max_length=120, blank=True)
    signal = models.CharField(_("signal at home"), max_length=8, default="unknown")

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")

    def __str__(self):
        return self.head_name


class PovertyRecord(models.Model):
    """Poverty class of a household in a span of time, with its certificate. Sensitive."""

    class Class(models.TextChoices):
        POOR = "poor", _("poor household")
        NEAR_POOR = "near_poor", _("near-poor household")

    household = models.ForeignKey(Household, models.CASCADE, related_name="poverty_records")
    poverty_class = models.CharField(_("poverty class"), max_length=10, choices=Class)
    certificate = models.CharField(_("certificate no."), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("poverty record")
        verbose_name_plural = _("poverty records")

    def __str__(self):
        return self.get_poverty_class_display()


class StudentQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Students that `user` may know of – or may do the act `to` with; a stranger finds none."""
        return (abilities.scope_for(user, to) if to else scope.of(user)).students(self)

    def studying(self):
        return self.filter(status=Student.Status.STUDYING)

    def search(self, text):
        """By parts of the name without marks, by code, by the ministry's id or by phone, nearest first."""
        return self.found_by(Wanted.read(text))

    def found_by(self, wanted):
        """The same for what was read already; in the order of nearness, then of given names."""
        if wanted.number:
            return self.filter(_of_number(wanted)).order_by("name_sort")
        named = wanted.in_name() | Q(code=wanted.code) | Q(ministry_id=wanted.text)
        return self.filter(named).order_by(wanted.nearness(), "name_sort")


def _of_number(wanted):
    """Q: an id, or a phone of the pupil or of a guardian."""
    reached = Guardianship.objects.filter(guardian__phone__contains=wanted.phone).values("student")
    return Q(ministry_id=wanted.number) | Q(phone__contains=wanted.phone) | Q(pk__in=reached)


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

    objects = StudentQuerySet.as_manager()

    class Meta:
        verbose_name = _("student")
        verbose_name_plural = _("students")
        ordering = ["name_sort"]
        indexes = [
            models.Index(fields=["school", "status", "name_sort"], name="student_school_list"),
            models.Index(fields=["name_fold", "date_of_birth"], name="student_match"),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.set_name_columns()
        super().save(*args, **kwargs)

    def set_name_columns(self):
        """Fill the columns that search and sorting read; call it before a bulk write."""
        self.name_fold, self.name_sort = fold(self.full_name), name_key(self.full_name)

    @property
    def given_name(self):
        return given_name(self.full_name)

    def age_on(self, day):
        """Full years on `day`; None when the birthday is not known."""
        born = self.date_of_birth
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def current_enrolment(self):
        return self.enrolments.open().select_related("school_class").first()


class Guardian(models.Model):
    """A parent or another adult who answers for a pupil."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="guardian")
    full_name = models.CharField(_("full name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    students = models.ManyToManyField(Student, through="Guardianship", related_name="guardians")

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")

    def __str__(self):
        return self.full_name


class Guardianship(models.Model):
    class Relation(models.TextChoices):
        FATHER = "father", _("father")
        MOTHER = "mother", _("mother")
        GRANDPARENT = "grandparent", _("grandparent")
        OTHER = "other", _("another guardian")

    guardian = models.ForeignKey(Guardian, models.CASCADE)
    student = models.ForeignKey(Student, models.CASCADE, related_name="guardianships")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guardian", "student"], name="guardianship_once")]

    def __str__(self):
        return f"{self.guardian} – {self.student}"


class CardTokenQuerySet(models.QuerySet):
    def working(self):
        return self.filter(
            revoked_at=None, student__user__is_active=True, student__status=Student.Status.STUDYING
        )

    def of_secret(self, secret):
        """The token that a card with `secret` stands for; none when it was never printed."""
        return self.filter(token_hash=CardToken.hash_of(secret))


class CardToken(models.Model):
    """The secret in a printed QR card; only its hash is kept."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="card_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CardTokenQuerySet.as_manager()

    def __str__(self):
        return f"{self.student} {self.made_at:%d/%m/%Y}"

    @staticmethod
    def hash_of(secret):
        # 128 random bits need no slow hash.
        return hashlib.sha256(secret.encode(errors="replace")).hexdigest()

    @classmethod
    def revoke_all(cls, students):
        cls.objects.filter(student__in=students, revoked_at=None).update(revoked_at=timezone.now())
