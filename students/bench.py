"""What staff and a whole class wait for."""

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from lms.bench import AtLeast, NotHere, measure
from students.codes import new_pin
from students.models import Role, School, SignInTries, Student, User

TYPED = ["huong", "lo thi huong", "nguyen", "6a1", "0912345678"]
CLASS = 45
REFUSALS = 25
# Of a large school, and of the whole province as if it were one.
ROWS, MOST_ROWS = 2_000, 150_000


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


@measure("refusals at the doors: the slowest beside the quickest")
def refusals(bench):
    """Time must not tell a guesser which codes and names are real."""
    pupil, closed, *_others = [*User.objects.exclude(student=None)[:2], None, None]
    staff = User.objects.filter(student=None, guardian=None).exclude(password__startswith="!")
    teacher, gone, *_others = [*staff[:2], None, None]
    if closed is None or gone is None:
        raise NotHere("the demo school is not loaded (make demo)")
    User.objects.filter(pk__in=[closed.pk, gone.pk]).update(is_active=False)
    pupil.set_pin(new_pin())
    pupil.save(update_fields=["password"])
    codes = [pupil.username, closed.username, "ZZZZZZZ"]
    names = [teacher.username, gone.username, "khong.co.ai"]
    for unit, path, fields, repeat in (
        ("% pupils", "/sign-in/", [{"code": code, "pin": "0000"} for code in codes], REFUSALS),
        ("% staff", "/sign-in/staff/", [{"username": one, "password": "khong dung"} for one in names], 5),
    ):
        spent = {str(one): [] for one in fields}
        for _turn in range(repeat):
            for one in fields:
                SignInTries.objects.all().delete()
                spent[str(one)].append(knock(bench, path, **one)[1])
        least = [min(times) for times in spent.values()]
        yield unit, (max(least) / min(least) - 1) * 100, 20


def sign_in(bench, code, pin):
    status, _seconds = knock(bench, "/sign-in/", code=code, pin=pin)
    if status != 302:
        raise NotHere(f"/sign-in/ answers {status} to a right PIN")


def knock(bench, path, **fields):
    """As a browser does it: look at the door, then knock. (the status, seconds of CPU)"""
    _status, headers, _page = bench.ask(path)
    cookies = "; ".join(cookie.partition(";")[0] for cookie in headers["Set-Cookie"].splitlines())
    token = re.search(rf"{settings.CSRF_COOKIE_NAME}=(\w+)", cookies)[1]
    form = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
    kind = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_COOKIE": cookies}
    began = time.process_time()
    status, _headers, _page = bench.ask(path, body=form, headers=kind.items())
    return status, time.process_time() - began


@measure("one box finds anybody", province=True)
def finding(bench):
    role = Role.objects.filter(kind=Role.Kind.PROVINCE_ADMIN).order_by("pk").first()
    if role is None:
        raise NotHere("nobody is province admin here")
    cookies = bench.cookies_of(User.objects.get(pk=role.user_id))
    yield "pupils", Student.objects.count(), None
    waits = [bench.wall_ms(f"/search/?{urlencode({'q': typed})}", cookies) for typed in TYPED]
    yield "ms, the slowest of five", max(waits), 100


@measure("import of a class list", province=True)
def roster(bench):
    with listed(ROWS) as (file, school):
        for act, options in (("read", {}), ("apply", {"apply": True})):
            began = time.perf_counter()
            call_command(
                "import_roster", file, school=school, year="2026-2027", stdout=io.StringIO(), **options
            )
            yield f"rows/s {act}", ROWS / (time.perf_counter() - began), AtLeast(1000)


@measure("import of a class list of 150,000 rows", province=True)
def long_roster(bench):
    with listed(MOST_ROWS) as (file, school):
        for act, options in (("read", []), ("apply", ["--apply"]), ("again", ["--apply"])):
            seconds, memory = run(file, "--school", school, "--year", "2026-2027", "--json", *options)
            yield f"s {act}", seconds, 150
            yield f"MB {act}", memory / 1024**2, 300


@contextlib.contextmanager
def listed(count):
    """(a file with a list, the code of a school without pupils that it is for)."""
    school = School.objects.order_by("pk").first()
    if school is None:
        raise NotHere("there is no school")
    school.pk = None
    school.code, school.levels = f"BENCH{count}", ""
    school.save()
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        write_roster(file.name, count)
        yield file.name, school.code


def run(*arguments):
    """The command in a process of its own, on the copy of the database that is measured."""
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "import_roster", *arguments]
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"}
    connection.close()
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise NotHere("the import did not succeed")
    # macOS counts in bytes, Linux in kilobytes.
    return time.perf_counter() - began, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def write_roster(path, count):
    """As the ministry's system exports it: forty pupils a class."""
    titles = ["STT", "Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Lớp", "Khối"]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, titles)
        for n in range(count):
            day = f"{n % 28 + 1:02}/{n % 12 + 1:02}/2014"
            name = f"Lò Văn {'ABCDEGHIKLMN'[n % 12]}nh {['Bảo', 'Minh', 'Sơn', 'Hải', 'Tú'][n % 5]}"
            row = [
                n + 1,
                f"{1_100_000_000 + 1_000 * count + n}",
                name,
                day,
                "Nam",
                "Thái",
                f"6A{n // 40 + 1}",
                6,
            ]
            sheet.write_row(n + 1, 0, row)
