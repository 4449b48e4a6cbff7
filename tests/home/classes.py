"""Training classes for tests: held by Mường Nhà, with people who have a phone number and a code."""

from datetime import time, timedelta
from uuid import uuid4

from django.utils import timezone

from home.models import TrainingCourse, TrainingSession
from home.training import asking, enrolling, sign_in

PHONE = "0912345678"


def make_course(by, school=None, up=True, **facts):
    held = {"level": "school", "school": school} if school else {"level": "province"}
    facts = {"title": "Dùng máy tính bảng cùng con", "audience": "both", **held, **facts}
    return TrainingCourse.objects.create(by=by, opened_at=timezone.now() if up else None, **facts)


def make_session(course, days=0, starts=time(8), ends=time(11), **facts):
    day = timezone.localdate() + timedelta(days=days)
    there = {} if "point" in facts else {"school": facts.pop("school", course.school)}
    return TrainingSession.objects.create(course=course, on=day, starts=starts, ends=ends, **there, **facts)


def enrol(course, name="Lò Thị Panh", phone=PHONE, **facts):
    """(enrolment, code) by the code on the wall."""
    facts = {"name": name, "phone": phone, "commune": None, "ethnic_group": None, "gender": "", **facts}
    return enrolling.by_wall(course, facts, uuid4())


def enter(client, code, phone=PHONE, **more):
    return client.post("/my-classes/sign-in/", {"phone": phone, "code": code, **more})


def ask(course, by):
    choices = [("Nói cho mọi người biết", "chat", False), ("Giữ kín", "lock", True)]
    return asking.write(course, "Mã PIN của con thì làm gì?", choices, by)


def write_down(course, by, name="Lò Thị Panh", phone=PHONE, **facts):
    """(enrolment, code) of somebody whom the trainer wrote down, before or after the class."""
    facts = {"name": name, "phone": phone, "commune": None, "ethnic_group": None, "gender": "", **facts}
    enrolment = enrolling.walk_in(course, facts, by)
    return enrolment, sign_in.renew([enrolment.participant], by, course)[enrolment.participant]
