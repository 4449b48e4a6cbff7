"""Before a page is published: whose face or name stands against it, and who says that it is no pupil's."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses import authoring, on_page, publicity
from courses.models import ClearedName
from lms.history import note_change
from students.abilities import requires


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("author lectures")
def people(request, key):
    page = _page_or_404(request.user, key)
    draft = page.get_latest_revision_as_object()
    names = publicity.names_in_question(draft)
    may_clear = page.permissions_for_user(request.user).can_publish()
    if request.method == "POST" and may_clear:
        ticked = [name for name in names if name in request.POST.getlist("name")]
        if ticked:
            clear(page, ticked, by=request.user)
            messages.success(request, _("Noted. Now publish the page."))
            return redirect("wagtailadmin_pages:edit", page.pk)
        messages.warning(request, _("Tick the names that are no pupil's, or take them out of the page."))
    # With the address at which each is changed.
    seen = [(one, "wagtailimages:edit") for one in on_page.pictures_of(draft)]
    seen += [(one, "wagtaildocs:edit") for one in on_page.files_of(draft)]
    faults = [(publicity.fault_of(one), reverse(route, args=[one.pk])) for one, route in seen]
    context = {
        "page": page,
        "faults": [(fault, where) for fault, where in faults if fault],
        "others": publicity.other_faults(draft),
        "names": names,
        "may_clear": may_clear,
    }
    return render(request, "courses/authoring/people.html", context)


@transaction.atomic
def clear(page, names, by):
    for name in names:
        ClearedName.objects.get_or_create(page_id=page.pk, name=name, defaults={"by": by})
    school = getattr(page, "school_id", None)
    note_change(by=by, act="clear a name", thing=page, after={"names": ", ".join(names)}, school=school)


def _page_or_404(user, key):
    """A page that `user` works on, by the roles in force today."""
    authoring.follow_roles(user)
    page = PagePermissionPolicy().explorable_instances(user).filter(translation_key=key).first()
    if page is None:
        raise Http404
    return page.specific
