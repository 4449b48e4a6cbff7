"""Keys of browsers: which one may sign for which pupil, and until when."""

import hashlib
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lms import outbox
from lms.days import midnight
from lms.models import Credential
from lms.school_keys import base64url, point_of

# A pupil of a computer room sits at another tablet each time.
MOST = 40
# A browser asks once a day: whoever makes more keys than a day has lessons and breaks makes them by a script.
A_DAY = 20
# What was signed before the revoking may still be on its way; then a key that brought nothing is of no use.
ON_THE_WAY = timedelta(days=60)


class NoKey(Exception):  # noqa: N818 – it is an answer, not an accident
    """What the browser sent is no public key, or no name of a browser."""


class TooMany(Exception):  # noqa: N818 – it is an answer, not an accident
    """This person has registered enough keys today."""


def register(user, install, jwk, device_token=""):
    """The Credential of this key; the same again for a repeat, also when it was revoked. Raises NoKey and
    TooMany."""
    if not isinstance(install, str) or not outbox.NAME.fullmatch(install) or len(install) > 40:
        raise NoKey("install")
    try:
        public_key = base64url(point_of(jwk))
    except ValueError as error:
        raise NoKey("key") from error
    device_hash = hash_of(device_token)
    with transaction.atomic():
        # One registration of a pupil after the other, so that not more than MOST stand.
        get_user_model().objects.select_for_update().get(pk=user.pk)
        found = user.credentials.filter(public_key=public_key).first()
        if found is None:
            _refuse_too_many(user)
            found = Credential.objects.create(
                user=user, public_key=public_key, install=install, device_hash=device_hash
            )
            _let_the_oldest_go(user)
        elif device_hash and found.device_hash != device_hash:
            # Bound to a machine since, or to another one.
            found.device_hash = device_hash
            found.save(update_fields=["device_hash"])
    return found


def revoke(credentials):
    """These sign for nobody any more; how many."""
    return credentials.in_force().update(revoked_at=timezone.now())


def used(credential):
    today = timezone.localdate()
    if credential.last_used_on != today:
        Credential.objects.filter(pk=credential.pk).update(last_used_on=today)


def hash_of(device_token):
    """As devices/binding.py keeps it; "" for none."""
    return hashlib.sha256(device_token.encode(errors="replace")).hexdigest() if device_token else ""


def _refuse_too_many(user):
    if user.credentials.filter(made_at__gte=midnight(timezone.localdate())).count() >= A_DAY:
        raise TooMany


def _let_the_oldest_go(user):
    standing = user.credentials.in_force()
    by_use = standing.order_by(F("last_used_on").desc(nulls_last=True), "-made_at")
    surplus = list(by_use.values_list("pk", flat=True)[MOST:])
    if surplus:
        revoke(user.credentials.filter(pk__in=surplus))
    user.credentials.filter(revoked_at__lt=timezone.now() - ON_THE_WAY, last_used_on=None).delete()
