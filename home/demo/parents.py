"""One parent of the demo who signs in: the mother of the pupil who is shown around, who also looks
after a child of her sister in 6B."""

from django.contrib.auth.hashers import check_password
from django.utils import timezone

from home.demo import secrets
from home.demo.names import MONG
from students.accounts import open_parent_account
from students.codes import PARENT_PIN_DIGITS
from students.models import CardToken, Guardianship, User

USERNAME = "ph.sung"


def account_of_parent(cast):
    """Her account, linked to both children; made once, and set right when it was changed."""
    own = cast.pupils("MN")[0]
    in_6b = cast.students[cast.classes["MN", "6B"]]
    nephew = next((pupil for pupil in in_6b if pupil.ethnic_group_id == MONG), in_6b[0])
    mother = own.guardianships.select_related("guardian").get(relation=Guardianship.Relation.MOTHER).guardian
    user, made = User.objects.get_or_create(username=USERNAME, defaults={"full_name": mother.full_name})
    if made:
        user.set_password(secrets.password(USERNAME))
        user.save(update_fields=["password"])
    if mother.user_id != user.pk:
        mother.user = user
        mother.save(update_fields=["user"])
    for child, relation in ((own, Guardianship.Relation.MOTHER), (nephew, Guardianship.Relation.OTHER)):
        Guardianship.objects.get_or_create(guardian=mother, student=child, defaults={"relation": relation})
    return user


def card_of(parent):
    """The code and the PIN of her card, and the secret in its square code. Whatever was renewed or stopped
    works again."""
    open_parent_account(parent, parent.students.order_by("code").first().school)
    pin, secret = secrets.pin(parent.code, PARENT_PIN_DIGITS), secrets.card_secret(parent.code)
    if not (parent.pin and check_password(pin, parent.pin)):
        parent.set_pin(pin)
    if parent.card_hash != CardToken.hash_of(secret):
        parent.card_hash, parent.card_made_at = CardToken.hash_of(secret), timezone.now()
    parent.save(update_fields=["pin", "card_hash", "card_made_at"])
    return parent.code, pin, secret
