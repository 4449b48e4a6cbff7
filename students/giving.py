"""Who may give which role, and where; the same rule decides whose account one may renew."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from lms.history import note_change
from students import accounts, scope
from students.models import Guardian, Guardianship, Role, Student, Teacher, User

Kind = Role.Kind
# By whom: which roles at a school, and which at a place.
AT_SCHOOL = {
    Kind.SCHOOL_ADMIN: [Kind.TEACHER, Kind.AUTHOR],
    Kind.PROVINCE_ADMIN: [Kind.TEACHER, Kind.AUTHOR, Kind.APPROVER, Kind.SCHOOL_ADMIN, Kind.AUDITOR],
}
AT_PLACE = {
    Kind.PROVINCE_ADMIN: [Kind.APPROVER, Kind.COMMUNE_OFFICER, Kind.PROVINCE_ADMIN, Kind.AUDITOR],
}


def kinds_given_by(user):
    """The roles that `user` may give somewhere, in the order of the table."""
    mine = scope.of(user).kinds
    given = {kind for giver in mine for kind in [*AT_SCHOOL.get(giver, []), *AT_PLACE.get(giver, [])]}
    return [kind for kind in Kind if kind in given]


def may_give(by, kind, school=None, place=None):
    """Whether `by` may give (and take away) the role `kind` at the school or the place."""
    table = AT_SCHOOL if school else AT_PLACE
    for giver, kinds in table.items():
        held = scope.of(by, kinds={giver})
        if kind not in kinds or giver not in held.kinds:
            continue
        if held.everywhere or (school and school.pk in held.led_school_ids):
            return True
    return False


def may_look_after(by, user):
    """Whether `by` may renew the password of `user` or close the account: only when every role
    that `user` holds is one that `by` could have given. Nobody rises by resetting a password."""
    if user == by or user.is_superuser or user.student_or_none:
        return False
    roles = list(user.roles.not_over().select_related("school", "place"))
    if not roles:
        last = user.roles.select_related("school", "place").order_by("-pk").first()
        roles = [last] if last else []
    return bool(roles) and all(may_give(by, role.kind, role.school, role.place) for role in roles)


def parents_looked_after_by(by):
    """The parents whose sign-in cards `by` prints: only who prints the cards of every child, for the
    parent's card shows them all. Staff have their accounts from the school admin."""
    mine = Student.objects.visible_to(by, to="print sign-in cards").values("pk")
    of_others = Guardianship.objects.filter(guardian=OuterRef("pk")).exclude(student__in=mine)
    return Guardian.objects.without_role().filter(~Exists(of_others))


@transaction.atomic
def give_role(user, kind, by, starts_on, ends_on=None, school=None, place=None):
    role = Role.objects.create(
        user=user,
        kind=kind,
        school=school,
        place=place,
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=by,
    )
    note_change(by=by, act="give a role", thing=role, after=_told(role), school=school)
    return role


@transaction.atomic
def open_staff_account(full_name, username, by, **role):
    """A new account with its first role; returns it and the password for the first sign-in."""
    user = User(username=username, full_name=full_name, is_staff=True)
    user.set_unusable_password()
    user.save()
    note_change(by=by, act="open an account", thing=user, school=role["school"])
    give_role(user, by=by, **role)
    put_down_as_teacher(user, role["kind"], role["school"])
    return user, accounts.reset_password(user, by=by, school=role["school"])


def put_down_as_teacher(user, kind, school):
    """A teacher stands in the school's list of teachers too; who comes from another school moves."""
    if kind != Kind.TEACHER:
        return
    teacher = user.teacher_or_none
    if teacher is None:
        Teacher.objects.create(user=user, school=school, full_name=user.full_name)
    elif not user.roles.not_over().filter(kind=Kind.TEACHER, school=teacher.school_id).exists():
        teacher.school, teacher.left_on = school, None
        teacher.save(update_fields=["school", "left_on"])


@transaction.atomic
def withdraw_role(role, by):
    """The role ends now, with the next request of who held it."""
    if role.withdrawn_at:
        return
    role.withdrawn_at = timezone.now()
    role.save(update_fields=["withdrawn_at"])
    note_change(by=by, act="withdraw a role", thing=role, before=_told(role))


def _told(role):
    return {
        "user": role.user.username,
        "kind": role.kind,
        "school": role.school.code if role.school else "",
        "place": role.place.code if role.place else "",
        "starts_on": str(role.starts_on),
        "ends_on": str(role.ends_on or ""),
    }
