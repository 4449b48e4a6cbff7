from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.today import Today
from students.abilities import requires
from students.models import Enrolment, Student

# More children than one parent has; a wrong import must not make a page without end.
MOST = 12


@requires("follow own children")
@cache_control(private=True, no_cache=True)
@require_safe
def family(request):
    """A parent's page: for each child what is due, what was done, the marks, the device."""
    mine = Student.objects.visible_to(request.user, to="follow own children").select_related("school")
    children = [Today(student) for student in mine.order_by("date_of_birth", "name_sort")[:MOST]]
    names = Enrolment.objects.names_for([child.student for child in children])
    for child in children:
        child.class_name = names.get(child.student.pk, "")
    return render(request, "home/family.html", {"children": children, "now": timezone.localtime()})
