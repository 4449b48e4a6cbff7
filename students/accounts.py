"""Open, close and renew the accounts that people sign in with."""

from django.db import transaction

from lms.courier import credentials
from lms.history import note_change
from students import throttle
from students.codes import new_parent_code, new_parent_pin, new_parent_username, new_password, new_pin
from students.models import CardToken, Guardian, Student, User


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
    throttle.open_gates(throttle.typed_code(student.code))
    note_change(by=by, act="reset the PIN", thing=student)
    return pin


@transaction.atomic
def revoke_cards(student, by):
    """Every card of `student` printed so far stops working, and every open session ends."""
    CardToken.revoke_all([student])
    student.card_version += 1
    student.save(update_fields=["card_version"])
    if student.user:
        # Somebody else may have signed in with it, and made a key of their own for what comes by others.
        credentials.revoke(student.user.credentials)
    note_change(by=by, act="revoke sign-in cards", thing=student)


@transaction.atomic
def renew_parent_pin(guardian, by, school):
    """A new PIN for a parent, told this once; the account is opened if there is none yet. It goes on until
    it is renewed: who signs in once a month forgets one chosen by oneself."""
    opened = open_parent_account(guardian, school)
    pin = new_parent_pin()
    guardian.set_pin(pin)
    guardian.save(update_fields=["pin"])
    throttle.open_gates(throttle.typed_code(guardian.code))
    note_change(by=by, act="open an account" if opened else "reset the PIN", thing=guardian, school=school)
    return pin


def open_parent_account(guardian, school):
    """An account and a code for `guardian`, saved; whether the account is new. Without a PIN or a card
    nobody can sign in with it yet."""
    opened = guardian.user is None
    if opened:
        # Not the code: a browser keeps the username in a cookie that scripts may read.
        guardian.user = User(username=new_parent_username(), full_name=guardian.full_name)
        guardian.user.set_unusable_password()
    if opened or not guardian.user.is_active:
        guardian.user.is_active = True
        guardian.user.save()
    guardian.code = guardian.code or new_parent_code(school)
    guardian.save(update_fields=["user", "code"])
    return opened


@transaction.atomic
def stop_parent_card(guardian, by, school):
    """Card and PIN open nothing any more, and the sessions that they opened end."""
    guardian.pin, guardian.card_hash, guardian.card_made_at = "", None, None
    guardian.save(update_fields=["pin", "card_hash", "card_made_at"])
    note_change(by=by, act="revoke sign-in cards", thing=guardian, school=school)


@transaction.atomic
def close_parent_account(guardian, by, school):
    """Who answers for no child any more comes in no more, by card, code or password. An account that is
    also one of the staff's is theirs and stays."""
    if not Guardian.objects.without_role().filter(pk=guardian.pk).exclude(user=None).exists():
        return
    stop_parent_card(guardian, by, school)
    guardian.user.is_active = False
    guardian.user.save(update_fields=["is_active"])
    note_change(by=by, act="close an account", thing=guardian.user, school=school)


@transaction.atomic
def reset_password(user, by, school=None):
    """A password for the next sign-in of a member of staff, who then chooses another."""
    password = new_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    note_change(by=by, act="reset the password", thing=user, school=school)
    return password
