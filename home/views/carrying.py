"""«Thu bài hộ»: what tablets without signal hand over to whoever goes to school.

The page holds nothing of anybody; what it carries stands sealed in the browser (lms/js/carrying.js).
"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lms.kept_pages import keep_for
from students.abilities import requires


@requires("carry work")
@require_safe
def carrying(request):
    return keep_for(request.user, render(request, "home/carrying.html"))
