"""What staff and a whole class wait for."""

import re
import time
from urllib.parse import urlencode

from django.conf import settings

from lms.bench import NotHere, measure
from students.codes import new_pin
from students.models import Role, Student, User

TYPED = ["huong", "lo thi huong", "nguyen", "6a1", "0912345678"]
CLASS = 45


@measure("a class signs in, one after the other, behind one address")
def class_sign_in(bench):
    pupils = list(Student.objects.studying().exclude(user=None).select_related("user")[:CLASS])
    if len(pupils) < CLASS:
        raise NotHere("the demo school is not loaded (make demo)")
    pins = {pupil: new_pin() for pupil in pupils}
    for pupil, pin in pins.items():
        pupil.user.set_pin(pin)
        pupil.user.save(update_fields=["password"])
    began = time.perf_counter()
    for pupil, pin in pins.items():
        sign_in(bench, pupil.code, pin)
    yield "pupils", CLASS, None
    yield "s", time.perf_counter() - began, 5


def sign_in(bench, code, pin):
    """As a browser does it: look at the door, then knock."""
    _status, headers, _page = bench.ask("/sign-in/")
    cookies = "; ".join(cookie.partition(";")[0] for cookie in headers["Set-Cookie"].splitlines())
    token = re.search(rf"{settings.CSRF_COOKIE_NAME}=(\w+)", cookies)[1]
    form = urlencode({"code": code, "pin": pin, "csrfmiddlewaretoken": token}).encode()
    kind = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_COOKIE": cookies}
    status, _headers, _page = bench.ask("/sign-in/", body=form, headers=kind.items())
    if status != 302:
        raise NotHere(f"/sign-in/ answers {status} to a right PIN")


@measure("one box finds anybody", province=True)
def finding(bench):
    role = Role.objects.filter(kind=Role.Kind.PROVINCE_ADMIN).order_by("pk").first()
    if role is None:
        raise NotHere("nobody is province admin here")
    cookies = bench.cookies_of(User.objects.get(pk=role.user_id))
    yield "pupils", Student.objects.count(), None
    waits = [bench.wall_ms(f"/find/?{urlencode({'q': typed})}", cookies) for typed in TYPED]
    yield "ms, the slowest of five", max(waits), 50
