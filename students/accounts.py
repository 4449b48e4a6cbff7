"""Open, close and renew the accounts that people sign in with."""

from django.db import transaction

from lms.history import note_change
from students import throttle
from students.codes import new_parent_username, new_password, new_pin
from students.models import CardToken, Student, User


def open_pupil_accounts(students):
    """Give each saved pupil without an account one; the PIN comes with the card.

    The username is the code. Without a PIN nobody can sign in yet.
    """
    without = [student for student in students if student.user_id is None]
    users = []
    for student in without:
        user = User(username=student.code, full_name=student.full_name)
        user.set_unusable_password()
        users.append(user)
    with transaction.atomic():
        made = {user.username: user for user in User.objects.bulk_create(users, batch_size=500)}
        for student in without:
            student.user = made[student.code]
        Student.objects.bulk_update(without, ["user"], batch_size=500)


@transaction.atomic
def reset_pin(student, by):
    """A new PIN for `student`, told this once; sessions that the old one opened end, and who typed
    the old one wrong too often need not wait any longer."""
    pin = new_pin()
    open_pupil_accounts([student])
    student.user.set_pin(pin)
    student.user.save(update_fields=["password"])
    throttle.open_gates(f"pupil:{student.code}")
    note_change(by=by, act="reset the PIN", thing=student)
    return pin


@transaction.atomic
def revoke_cards(student, by):
    """Every card of `student` printed so far stops working, and every open session ends."""
    CardToken.revoke_all([student])
    student.card_version += 1
    student.save(update_fields=["card_version"])
    note_change(by=by, act="revoke sign-in cards", thing=student)


@transaction.atomic
def renew_parent_account(guardian, by, school):
    """The password of the account of `guardian`, which is opened if there is none yet. It goes on
    until it is renewed: who signs in once a month forgets one chosen by oneself."""
    password = new_password()
    if opened := guardian.user is None:
        guardian.user = User(username=new_parent_username(), full_name=guardian.full_name)
    guardian.user.is_active = True
    guardian.user.set_password(password)
    guardian.user.save()
    if opened:
        guardian.save(update_fields=["user"])
    else:
        throttle.open_gates(f"staff:{guardian.user.username}")
    act = "open an account" if opened else "reset the password"
    note_change(by=by, act=act, thing=guardian.user, school=school)
    return password


@transaction.atomic
def reset_password(user, by, school=None):
    """A password for the next sign-in of a member of staff, who then chooses another."""
    password = new_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    note_change(by=by, act="reset the password", thing=user, school=school)
    return password
