"""How long what is kept: one table, filled by every app in `AppConfig.ready`, carried out every night
(lms/daily.py) and by `manage.py forget`.

    retention.register(Kind("usage", _("Days of use"), _("13 months"), …, order=30))
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from lms.days import midnight

log = logging.getLogger(__name__)

BATCH = 2000


@dataclass(frozen=True)
class Kind:
    """One kind of data and its time.

    `what`, `period` and `why` are words. What is older than the day `before(today)` goes: `due(today)` counts
    it and changes nothing, `forget(today)` lets it go and says how much; a repeat finds nothing. A kind
    without the three is kept, and `why` says the reason.
    """

    key: str
    what: str
    period: str
    why: str
    order: int
    before: Callable | None = None
    due: Callable | None = None
    forget: Callable | None = None
    # Whether families were told this period (students/consent_texts).
    is_promised: bool = False


_kinds = []


def register(*kinds):
    for kind in kinds:
        _kinds[:] = sorted([*(one for one in _kinds if one.key != kind.key), kind], key=lambda k: k.order)


def kinds():
    return list(_kinds)


def days_before(days):
    """For `before`: what is older than so many days goes."""
    return lambda today: today - timedelta(days=days)


def of_rows(key, old, before, **words):
    """A Kind whose rows are simply deleted; `old(moment)` is the queryset of those older than that."""

    def due(today):
        return old(midnight(before(today))).count()

    def forget(today):
        count = 0
        rows = old(midnight(before(today)))
        # Some at a time: whoever writes meanwhile must not wait for all of them.
        while keys := list(rows.order_by().values_list("pk", flat=True)[:BATCH]):
            rows.model._base_manager.filter(pk__in=keys).delete()
            count += len(keys)
        return count

    return Kind(key, before=before, due=due, forget=forget, **words)


def one_by_one(rows, forget_one):
    """How many of `rows` went. One that fails is logged, and tried again the next night: it must not keep
    all that come after it for good."""
    count = 0
    for row in rows:
        try:
            forget_one(row)
        except Exception:
            log.exception("Forgetting one %s failed: %s", row._meta.label_lower, row.pk)
        else:
            count += 1
    return count


def table(today):
    """[(kind, the day before which things go, how many)]; nothing is changed."""
    return [
        (kind, kind.before(today) if kind.before else None, kind.due(today) if kind.due else 0)
        for kind in _kinds
    ]


def forget(today):
    """[(kind, how many went)]; None where it failed, which must not keep the others from going."""
    done = []
    for kind in _kinds:
        if kind.forget is None:
            continue
        try:
            count = kind.forget(today)
        except Exception:
            log.exception("Forgetting %s failed", kind.key)
            count = None
        if count:
            log.info("Forgot %d of %s", count, kind.key)
        done.append((kind, count))
    return done


def every_night():
    forget(timezone.localdate())
