"""What the school is asked about bound browsers: a pupil says «this is my machine», a code that came again,
and use that a browser sent after it was unbound."""

from datetime import timedelta

from devices import binding, put_aside, suggesting
from devices.models import Assignment

CHROME = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def load(cast):
    admin = cast.users["admin.muongnha"]
    held = (
        Assignment.objects.open()
        .filter(handover__school=cast.schools["MN"], device__isnull=False, pupil__isnull=False)
        .exclude(pupil=cast.pupils("MN")[0])
        .select_related("device", "pupil")
        .order_by("handover__sequence")
    )
    unbound, bound = held.filter(device__installs=None), held.exclude(device__installs=None)
    for line in unbound[1:3]:
        suggesting.suggest(line.device, line.pupil, CHROME)
    if line := unbound.first():
        _used_twice(line.device, admin)
    if line := bound.last():
        _sent_late(cast, line, admin)


def _used_twice(device, admin):
    code = binding.new_code(device, by=admin)
    binding.bind(code, CHROME)
    for _time in range(2):
        try:
            binding.find_code(code)
        except binding.NotBound:
            continue


def _sent_late(cast, line, admin):
    """The tablet was set up anew; the old browser's last days arrived afterwards."""
    install = line.device.installs.first()
    binding.unbind(install, admin)
    install.refresh_from_db()
    days = {
        cast.today - timedelta(days=ago): {"active_s": 60 * minutes, "learn_s": 45 * minutes, "offline_s": 0}
        for ago, minutes in ((3, 42), (2, 18), (1, 55))
    }
    put_aside.keep(install, line.pupil, days)
