"""What is printed of a training class: the poster with the code of the wall, slips with codes to sign in."""

from django.conf import settings
from django.urls import reverse

from lms.pdf import qr_svg, render_pdf


def poster(course):
    address = f"{settings.PUBLIC_URL}{reverse('home:join', args=[course.code])}"
    sessions = course.sessions.select_related("school", "point")
    return render_pdf(
        "home/training/poster.typ",
        {
            "title": course.title,
            "about": course.about,
            "held": str(course.held_by),
            "audience": str(course.get_audience_display()),
            "sessions": [
                {
                    "day": f"{one.on:%d/%m/%Y}",
                    "hours": f"{one.starts:%H:%M} – {one.ends:%H:%M}",
                    "where": ", ".join(filter(None, [str(one.where), one.room])),
                }
                for one in sessions
            ],
            "code": course.code,
            "qr": qr_svg(address),
            "address": f"{settings.PUBLIC_URL.split('//')[-1]}{reverse('home:join_code')}",
        },
    )


def slips(course, made):
    """`made`: {participant: code}."""
    address = f"{settings.PUBLIC_URL}{reverse('home:my_classes_door')}"
    return render_pdf(
        "home/training/slips.typ",
        {
            "title": course.title,
            "address": address.split("//")[-1],
            "qr": qr_svg(address),
            "slips": [
                {"name": one.name, "phone": _spaced(one.phone), "code": f"{code[:3]} {code[3:]}"}
                for one, code in made.items()
            ],
        },
    )


def _spaced(phone):
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
