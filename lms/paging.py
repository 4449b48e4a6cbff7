"""Pages of long lists."""

from django.core.paginator import Paginator


class LatePages(Paginator):
    """Pages of a queryset whose rows cost something to make ready.

    The database finds the keys of a page in the bare queryset; `dress(queryset)` adds names and states to
    these rows alone. Told all at once, PostgreSQL works the states of 200,000 machines out to show fifty.
    """

    def __init__(self, rows, per_page, dress):
        super().__init__(rows, per_page)
        self.dress = dress

    def page(self, number):
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[start : start + self.per_page])
        rows = {row.pk: row for row in self.dress(self.object_list.model.objects.filter(pk__in=keys))}
        # What went in between is not shown.
        return self._get_page([rows[key] for key in keys if key in rows], number, self)
