"""Count rows school by school into `numbers[school][name]`: what every counter of devices/tally.py does."""

from django.db.models import Count


def narrow(queryset, school_ids, path="school"):
    """Of these schools only; of all for None. `path` leads from a row to its school."""
    return queryset if school_ids is None else queryset.filter(**{f"{path}__in": school_ids})


def count(numbers, name, queryset, path="school", what="pk"):
    """Write how many different `what` of `queryset` each school has; rows of no school count for none."""
    counted = queryset.order_by().values_list(path).annotate(Count(what, distinct=what != "pk"))
    for school, many in counted:
        if school:
            numbers[school][name] = many
