"""The first page of «Sửa & kiểm kê»: what waits today."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from devices.models import Device, Loss, RepairTicket, Stocktake, WriteOff, verified
from students.abilities import can, requires

LONG = 30


@dataclass(frozen=True)
class Door:
    """A number of today, and the list behind it."""

    count: int
    words: str
    url: str
    more: str = ""
    late: bool = False


@require_safe
@requires("see devices")
def index(request):
    context = {
        "doors": [*_repairs(request.user), *_counts(request.user), *_gone(request.user)],
        "may_count": can(request.user, "count devices"),
    }
    return render(request, "devices/upkeep.html", context)


def _repairs(user):
    today = timezone.localdate()
    mine = RepairTicket.objects.visible_to(user, to="see devices")
    url = reverse("devices:repairs")
    yield Door(mine.open().count(), _("machines being repaired"), url)
    new = mine.open().filter(state=RepairTicket.State.REPORTED).count()
    yield Door(new, _("reported, nobody has looked yet"), f"{url}?state=reported", late=bool(new))
    old = mine.older_than(LONG, today).count()
    yield Door(
        old, _("in repair for more than %(n)d days") % {"n": LONG}, f"{url}?age={LONG}", late=bool(old)
    )
    devices = Device.objects.visible_to(user, to="see devices").filter(lifecycle=Device.Lifecycle.REPAIR)
    if without := devices.filter(RepairTicket.objects.of_no_device()).count():
        listed = f"{reverse('devices:index')}?state=repair"
        yield Door(without, _("noted as broken, and no repair is open"), listed, late=True)
    ready = mine.open().filter(state=RepairTicket.State.REPAIRED).count()
    yield Door(ready, _("repaired, to be given back"), f"{url}?state=repaired", late=bool(ready))


def _counts(user):
    running = Stocktake.objects.visible_to(user, to="see devices").running().count()
    yield Door(running, _("stocktakes running"), reverse("devices:stocktakes"))
    devices = Device.objects.visible_to(user, to="see devices").exclude(lifecycle__in=Device.GONE)
    everything = devices.count()
    unseen = everything - verified(devices, timezone.localdate()).count()
    yield Door(
        unseen,
        _("machines that no stocktake saw in 12 months"),
        reverse("devices:stocktakes"),
        more=_("of %(n)d machines") % {"n": everything},
    )


def _gone(user):
    losses = Loss.objects.visible_to(user, to="see devices").open()
    without = losses.filter(police_number="").count()
    yield Door(
        losses.count(),
        _("lost or stolen"),
        reverse("devices:losses"),
        more=_("%(n)d without a paper of the police") % {"n": without} if without else "",
        late=bool(without),
    )
    proposed = WriteOff.objects.visible_to(user, to="see devices").filter(decided_on=None).count()
    yield Door(proposed, _("write-offs that wait for a decision"), reverse("devices:write_offs"))
