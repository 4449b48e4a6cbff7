"""Labels to stick on machines, for whatever the list of devices is narrowed to."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from devices.forms.inventory import DeviceFilter
from devices.models import Batch, Device
from devices.papers import labels_pdf
from lms import downloads
from students.abilities import requires
from students.models import School

# Twenty sheets; setting them takes some seconds.
MOST = 480


@require_safe
@requires("manage devices")
def labels(request):
    schools = School.objects.visible_to(request.user, to="manage devices")
    form = DeviceFilter(request.GET, schools=schools, batches=Batch.objects.visible_to(request.user))
    devices = form.narrow(Device.objects.visible_to(request.user, to="manage devices"))
    devices = devices.select_related("model", "school").order_by("school__name_sort", "pk")
    if not 0 < (count := devices.count()) <= MOST:
        messages.error(request, _refusal(count))
        return redirect(f"{reverse('devices:index')}?{request.GET.urlencode()}")
    return downloads.pdf(labels_pdf(devices), "nhan-may.pdf")


def _refusal(count):
    if not count:
        return _("No device of your school fits, so there is no label to print.")
    return _(
        "%(count)d devices are chosen; at most %(most)d labels are printed at once. "
        "Narrow the list by school or batch first."
    ) % {"count": count, "most": MOST}
