"""Who can sign in and where to look: the JSON that `demo --json` prints and var/demo.json keeps."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.urls import reverse

from courses.models import LecturePage, QuizPage
from devices.binding import NotBound, find_code, new_code
from devices.models import Batch, Device
from home.demo import papers, parents, secrets
from students.models import CardToken

LECTURE, QUIZ, PRACTICE = "phan-so-bang-nhau", "kiem-tra-phan-so-va-so-nguyen", "on-luyen-nuoc-va-ba-the"
STAFF = {
    "teacher": "lan.muongnha",
    "teacher_other_school": "pao.nahy",
    "school_admin": "admin.muongnha",
    "school_admin_other_school": "admin.nahy",
    "province_admin": "so.gddt",
    "author": "tacgia.so",
    "approver": "duyet.so",
    "auditor": "kiemtra.so",
}


def summary(cast):
    """The accounts and codes of the demo; whatever was changed or used up works again afterwards."""
    with transaction.atomic():
        return {
            "base_paths": {
                "lecture": _path(LecturePage, LECTURE),
                "quiz": _path(QuizPage, QUIZ),
                "practice": _path(QuizPage, PRACTICE),
            },
            "pupil": _pupil(cast.pupils("MN")[0]),
            "pupil_other_school": _pupil(cast.pupils("NH")[0]),
            **{name: _account(cast.users[username]) for name, username in STAFF.items()},
            "guardian": _parent(parents.account_of_parent(cast)),
            "device_code": _device_code(cast),
            "school_code": cast.schools["MN"].code,
            "other_school_code": cast.schools["NH"].code,
            "bank_code": papers.BANK_CODE,
            "batch_code": Batch.objects.filter(code__startswith="dot-1-").order_by("pk").first().code,
        }


def path():
    return Path(settings.VAR) / "demo.json"


def keep(told):
    """Write it where `make run` finds it; only the owner may read it."""
    file = path()
    file.touch(mode=0o600)
    file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def kept():
    try:
        return json.loads(path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _path(model, slug):
    return model.objects.get(slug=slug).get_url()


def _pupil(student):
    user, pin = student.user, secrets.pin(student.code)
    if not user.check_pin(pin):
        user.set_pin(pin)
        user.save(update_fields=["password"])
    return {"code": student.code, "pin": pin, "card": reverse("students:card", args=[_card(student)])}


def _parent(user):
    """A parent with a card, who has kept the password of an older account as well."""
    code, pin, secret = parents.card_of(user.guardian)
    return {"code": code, "pin": pin, "card": reverse("students:card", args=[secret]), **_account(user)}


def _card(student):
    """The secret of a card that works; when one was revoked, the next."""
    for turn in range(1000):
        secret = secrets.card_secret(student.code, turn)
        token = CardToken.objects.of_secret(secret).first()
        if token is None:
            CardToken.objects.create(student=student, token_hash=CardToken.hash_of(secret))
            return secret
        if token.revoked_at is None:
            return secret
    raise RuntimeError("A thousand cards of one pupil were revoked.")


def _account(user):
    password = secrets.password(user.username)
    if not check_password(password, user.password) or user.must_change_password:
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
    return {"username": user.username, "password": password}


def _device_code(cast):
    """A binding code that was not used yet; a used or outdated one is replaced."""
    code = kept().get("device_code", "")
    try:
        find_code(code)
    except NotBound:
        return new_code(_unbound(cast), by=cast.users["admin.muongnha"])
    return code


def _unbound(cast):
    """A tablet that a pupil holds and that no browser is bound to (or, when all are, any)."""
    held = Device.objects.in_custody().filter(school=cast.schools["MN"], assignments__pupil__isnull=False)
    return held.filter(installs=None).order_by("pk").first() or held.order_by("pk").first()
