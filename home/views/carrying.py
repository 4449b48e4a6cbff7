"""«Thu bài hộ»: what tablets without signal hand over to whoever goes to school.

The page itself holds nothing of anybody; what it carries stands sealed in the browser (lms/js/carrying.js).
That of a class names its pupils and their keys, so that whoever sees the class anyway knows whose work is
still missing.
"""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from home.desk import classes_of
from lms.kept_pages import keep_for
from lms.models import Credential
from lms.school_keys import base64url
from students.abilities import requires
from students.models import SchoolClass, Student

ACT = "carry work"
# Of more nobody chooses: whoever looks after a whole commune carries for no class.
MOST_CLASSES = 40


@requires(ACT)
@require_safe
def carrying(request):
    return _answer(request)


@requires(ACT)
@require_safe
def of_class(request, uid):
    """The same for one class: how many of it were taken over on this device, and who is missing."""
    school_class = get_object_or_404(SchoolClass.objects.visible_to(request.user, to=ACT), uid=uid)
    pupils = list(
        Student.objects.visible_to(request.user, to=ACT)
        .sitting_in(school_class)
        .only("full_name", "user_id", "name_sort")
    )
    keys = {}
    in_force = Credential.objects.in_force().filter(user__in=[pupil.user_id for pupil in pupils])
    for pk, user in in_force.values_list("pk", "user"):
        keys.setdefault(user, []).append(base64url(pk.bytes))
    lines = [(pupil.full_name, " ".join(keys.get(pupil.user_id, []))) for pupil in pupils]
    return _answer(request, school_class=school_class, pupils=lines)


def _answer(request, **context):
    classes = list(classes_of(request.user, ACT)[: MOST_CLASSES + 1])
    context["classes"] = classes if len(classes) <= MOST_CLASSES else []
    return keep_for(request.user, render(request, "home/carrying.html", context))
