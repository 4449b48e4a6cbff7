"""«Ai đã xem»: who looked at, or took away, what about whom."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.widgets import DayInput
from students import looked
from students.abilities import requires
from students.models import Role, Student
from students.wanted import Wanted

LINES_A_PAGE = 50


class LooksFilter(forms.Form):
    """Narrow the lines: from a day on, by a person."""

    since = forms.DateField(
        label=_("From day"),
        required=False,
        widget=DayInput(),
    )
    who = forms.CharField(label=_("Who"), required=False, max_length=80)

    def narrow(self, lines):
        told = self.cleaned_data if self.is_valid() else {}
        if since := told.get("since"):
            lines = lines.filter(day__gte=since)
        if who := told.get("who"):
            # Staff by parts of the name without marks; whoever holds no role (parents) as it is written.
            staff = Role.objects.found_by(Wanted.read(who)).values("user")
            lines = lines.filter(Q(actor__in=staff) | Q(actor__full_name__icontains=who))
        return lines


@never_cache
@require_safe
@requires("see who looked")
def index(request):
    """The lines of the own school or of all; for parents those of their children."""
    lines = looked.visible_to(request.user)
    student = _student(request)
    if student:
        lines = lines.filter(model=Student._meta.label_lower, object_id=str(student.pk))
    form = LooksFilter(request.GET)
    lines = form.narrow(lines).select_related("actor").order_by("-day", "-number")
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = looked.with_words(page.object_list)
    context = {"form": form, "page": page, "student": student}
    return render(request, "students/looks.html", context)


def _student(request):
    """The one pupil that the address asks about; somebody else's does not exist."""
    asked = request.GET.get("student", "")
    if not asked:
        return None
    try:
        return Student.objects.visible_to(request.user, to="see who looked").get(pk=asked)
    except (Student.DoesNotExist, ValueError, forms.ValidationError):
        raise Http404 from None
