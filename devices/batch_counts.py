"""What became of the machines of each batch: registered, handed over ever, confirmed by a signed paper
that is attached, held now."""

from collections import defaultdict

from django.db.models import Count, Q

from devices.models import Assignment

NAMES = ("registered", "handed", "confirmed", "held_now")


def counts(devices, by=()):
    """{(*by, batch key): {name: how many}} of a queryset of devices; `by` are columns of the device."""
    found = defaultdict(lambda: dict.fromkeys(NAMES, 0))
    columns = (*by, "batch")
    for *key, count in devices.order_by().values_list(*columns).annotate(Count("pk")):
        found[tuple(key)]["registered"] = count
    lines = Assignment.objects.standing().filter(device__isnull=False).order_by()
    if devices.query.has_filters():
        lines = lines.filter(device__in=devices.order_by().values("pk"))
    # Each grouped by machine first: an index tells it, where counting differing keys would sort them.
    signed = Q(handover__scans__isnull=False, handover__scans__struck_at=None)
    for name, some in (("handed", lines), ("confirmed", lines.filter(signed)), ("held_now", lines.open())):
        for *key, count in some.values_list(*(f"device__{column}" for column in columns)).annotate(
            Count("device", distinct=True)
        ):
            found[tuple(key)][name] = count
    return dict(found)


def count_by_school(numbers, devices):
    """Write the counts of `devices` into the numbers of schools, as histograms over batches."""
    for (school, batch), told in counts(devices, by=("school",)).items():
        for name, count in told.items():
            numbers[school].setdefault(f"batch_{name}", {})[str(batch)] = count


def from_figures(figures):
    """{batch key: {name: how many}} out of the kept numbers of some schools together."""
    found = defaultdict(lambda: dict.fromkeys(NAMES, 0))
    for name in NAMES:
        for batch, count in figures.numbers.get(f"batch_{name}", {}).items():
            found[int(batch)][name] = count
    return dict(found)
