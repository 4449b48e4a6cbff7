"""What the pages of a pupil and of a class say about devices (students/panels.py)."""

from django.template.loader import render_to_string

from devices.models import Assignment
from students.abilities import can


def leaving_pupil(request, student):
    """What a pupil who leaves still holds: a reminder, never a bar."""
    if not can(request.user, "see devices"):
        return ""
    held = Assignment.objects.open().filter(pupil=student).select_related("device__model", "sim", "handover")
    if not held:
        return ""
    return render_to_string("devices/_leaving_panel.html", {"held": held}, request=request)


def pupil_devices(request, student):
    """What the pupil or the household holds, or that nothing is held yet."""
    if not can(request.user, "see devices"):
        return ""
    lines = (
        Assignment.objects.standing()
        .filter(pupil=student)
        .select_related("device__model", "sim", "accessory", "handover")
    )
    context = {
        "student": student,
        "held": [line for line in lines if line.is_open],
        "gone_back": [line for line in lines if not line.is_open and line.device],
        "may_hand_over": can(request.user, "hand over devices"),
        "may_manage": can(request.user, "manage devices"),
    }
    return render_to_string("devices/_pupil_panel.html", context, request=request)


def broken_in_class(request, school_class):
    """Where to tell of a machine that is broken: kept along with the page of the class, for a village without
    signal."""
    if not can(request.user, "report broken devices"):
        return ""
    return render_to_string("devices/_report_any.html", request=request)
