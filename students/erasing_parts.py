"""What `students` itself erases of a pupil (students/erasing.py)."""

from secrets import token_hex

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lms import scans
from lms.history import about
from lms.models import Change, Conflict, Look
from students import consents, erasing
from students.erasing import GOES, NAMELESSLY, Bar, Line
from students.models import (
    Consent,
    ConsentScan,
    DataRequest,
    Guardian,
    Guardianship,
    Household,
    HouseholdScan,
    PolicyRecord,
    PovertyRecord,
    Student,
    User,
)
from students.roster import forgetting

FAMILY = "Gia đình đã được xóa tên"
RELATIVE = "Người nhà đã được xóa tên"
# Why a scan was struck out, as its line says.
STRUCK = "Đã xóa cùng hồ sơ của em"


def register():
    erasing.register(erasing.Part("students", bars, lines, logged, erase, order=10))


def bars(student):
    if student.enrolments.open().exists() or student.status == Student.Status.STUDYING:
        words = _(
            "The pupil still studies here and needs the record. Write down first that the pupil leaves: "
            "moves away, finishes or stops."
        )
        yield Bar(words, reverse("students:student", args=[student.pk]))
    for transfer in student.transfers.unsettled():
        words = _("A transfer to another school is under way. Settle it, or call it off, first.")
        yield Bar(words, transfer.get_absolute_url())
    for other in student.data_requests.open().exclude(kind=DataRequest.Kind.ERASE):
        words = _("The family also asks: %(what)s. Settle that first; afterwards nothing is left for it.")
        yield Bar(words % {"what": other.get_kind_display()}, other.get_absolute_url())


def lines(student):
    is_named = student.erased_at is None
    guardians, household = guardians_alone(student), household_alone(student)
    user = student.user_id is not None and is_named
    about = _("name, birth date, ids, phone, ethnic group and where the pupil lives")
    yield Line(GOES, about, is_named)
    yield Line(GOES, _("account, PIN, sign-in cards and open sessions"), user)
    keys = student.user.credentials.count() if user else 0
    yield Line(GOES, _("keys by which tablets sign what others bring to school"), keys)
    yield Line(GOES, _("parents who answer for no other child, with their accounts"), guardians.count())
    yield Line(GOES, _("household, with its poverty records"), household is not None)
    papers = _certificate_scans(household)
    yield Line(GOES, _("scans of the household's certificates"), papers.count())
    yield Line(GOES, _("scans of the family's consent sheets"), _scans(student).count())
    yield Line(GOES, _("what the family wrote and was answered"), _worded(student))
    if is_named:
        names = {erasing.fold(student.full_name)}
        rows = sum(map(len, forgetting.lines_of(student, names).values()))
        yield Line(GOES, _("the pupil's lines in lists that were uploaded"), rows)
    yield Line(NAMELESSLY, _("in which class from when to when"), student.enrolments.count())
    moves = student.movements.count() + student.transfers.count()
    yield Line(NAMELESSLY, _("movements and transfers"), moves)
    yield Line(NAMELESSLY, _("that the family agreed, and to what"), student.consents.count())
    yield Line(NAMELESSLY, _("that the family asked, and when it was settled"), student.data_requests.count())
    looks = Look.objects.filter(model=student._meta.label_lower, object_id=str(student.pk))
    yield Line(NAMELESSLY, _("who has looked (the log knows no names of pupils)"), looks.count())


def logged(student):
    rows = _rows(student)
    for related in ("consents", "consent_papers", "movements", "transfers", "data_requests"):
        kept = getattr(student, related)
        rows[kept.model] = kept.values_list("pk", flat=True)
    return about(rows) | _of_unlinked(student)


def erase(was):
    student = was.student
    rows, household = _rows(student), household_alone(student)
    guardians = list(guardians_alone(student).select_related("user"))
    _forget_words(student, was.by)
    forgetting.forget_lines(student, {erasing.fold(student.full_name)})
    forgetting.forget_trail(student, {model._meta.label_lower: keys for model, keys in rows.items()})
    student.card_tokens.all().delete()
    student.guardianships.all().delete()
    for guardian in guardians:
        guardian.delete()
        if guardian.user and not (guardian.user.is_staff or guardian.user.roles.exists()):
            _close(guardian.user, RELATIVE)
    if household:
        household.poverty_records.all().delete()
        household.policy_records.all().delete()
        for scan in _certificate_scans(household):
            scans.strike_out(scan, by=was.by, reason=STRUCK, school_id=student.school_id)
        HouseholdScan.objects.filter(household=household).update(struck_reason=STRUCK)
        # The ledger of devices counts by it.
        household.head_name, household.village, household.commune = FAMILY, "", None
        household.save()
    if student.user:
        Conflict.objects.filter(receipt__learner=student.user).delete()
        student.user.notices_read.all().delete()
        _close(student.user, erasing.NAMELESS)


def guardians_alone(student):
    """Guardians of `student` who answer for no other child."""
    others = Guardianship.objects.exclude(student=student).values("guardian")
    return student.guardians.exclude(pk__in=others)


def household_alone(student):
    """The household of `student`, when no other child belongs to it."""
    household = student.household
    alone = household and not household.students.exclude(pk=student.pk).exists()
    return household if alone else None


def _rows(student):
    """{model: keys} of the rows that are the pupil's own and tell who it is."""
    guardians = guardians_alone(student)
    found = {
        Student: [student.pk],
        User: [student.user_id, *guardians.values_list("user", flat=True)],
        Guardian: guardians.values_list("pk", flat=True),
        Guardianship: student.guardianships.values_list("pk", flat=True),
    }
    if household := household_alone(student):
        found[Household] = [household.pk]
        found[PovertyRecord] = household.poverty_records.values_list("pk", flat=True)
        found[PolicyRecord] = household.policy_records.values_list("pk", flat=True)
    return {model: [key for key in keys if key] for model, keys in found.items()}


def _of_unlinked(student):
    """Lines about parents who were unlinked before: the link is gone, its line names the pupil."""
    of_school = Change.objects.filter(model=Guardianship._meta.label_lower, school_id=student.school_id)
    named = of_school.filter(label__endswith=f" – {student}").values_list("pk", "object_id")
    twins = Guardianship.objects.filter(student__full_name=student.full_name)
    standing = {str(key) for key in twins.values_list("pk", flat=True)}
    return Q(pk__in=[pk for pk, key in named if key not in standing])


def _forget_words(student, by):
    """What the family, and others about it, wrote; that it was written, and when, stays."""
    for purpose in list(student.consents.in_force().values_list("purpose", flat=True)):
        consents.withdraw(student, Consent.Purpose(purpose), by=by)
    student.consents.update(given_by="")
    for scan in _scans(student):
        scans.strike_out(scan, by=by, reason=STRUCK, school_id=student.school_id)
    ConsentScan.objects.filter(paper__student=student).update(struck_reason=STRUCK)
    student.data_requests.update(words="", asked_by="", answer="", outcome_words="")
    student.movements.update(label=erasing.NAMELESS, note="")
    student.transfers.update(paper_number="", reason="", refusal="")


def _worded(student):
    words = Q(words="", asked_by="", answer="", outcome_words="")
    return student.data_requests.exclude(words).count() + student.consents.exclude(given_by="").count()


def _scans(student):
    return ConsentScan.objects.standing().filter(paper__student=student)


def _certificate_scans(household):
    return (
        HouseholdScan.objects.standing().filter(household=household)
        if household
        else HouseholdScan.objects.none()
    )


def _close(user, name):
    """An account that nobody signs in with, for the lines of the logs that point to it."""
    user.username, user.full_name, user.email = f"x-{token_hex(8)}", name, ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
    user.signed_in.all().delete()
    user.credentials.all().delete()
