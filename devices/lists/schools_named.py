"""To which school a row of a delivery goes: by its column, what was chosen, or the batch."""

from collections import defaultdict
from functools import cached_property

from students.roster import values
from students.roster.titles import bare_school


class SchoolsNamed:
    def __init__(self, batch, schools, chosen):
        """`schools`: those that may be named at all; of others it is not told whether they exist."""
        self.batch = batch
        self.by_code = {school.code: school for school in schools}
        self.by_name = defaultdict(list)
        for school in self.by_code.values():
            self.by_name[bare_school(school.name)].append(school)
        self.chosen = self.by_code.get(chosen) if chosen else None

    def of(self, row):
        """The school, or None with the reason noted."""
        for meaning in ("school_code", "school_name"):
            column = row.columns.get(meaning)
            said = values.text(row.cells[column]) if column is not None and column < len(row.cells) else ""
            if said:
                return self._named(row, meaning, said)
        if self._usual is None:
            row.note("stock_school_missing")
        return self._usual

    @cached_property
    def _usual(self):
        if self.chosen:
            return self.chosen
        if self.batch.school_id:
            return self.by_code.get(self.batch.school.code)
        return self._shared_by[0] if len(self._shared_by) == 1 else None

    @cached_property
    def _shared_by(self):
        codes = self.batch.schools.values_list("code", flat=True)
        return [self.by_code[code] for code in codes if code in self.by_code]

    @cached_property
    def _has_shares(self):
        return self.batch.schools.exists()

    def _named(self, row, meaning, said):
        found = [self.by_code[said]] if said in self.by_code else self.by_name.get(bare_school(said), [])
        if len(found) != 1:
            code = "stock_school_unclear" if found else "stock_school_unknown"
            row.note(code, meaning, value=said[:80])
            return None
        school = found[0]
        if self._has_shares and school not in self._shared_by:
            row.note("school_not_of_batch", meaning, value=school)
        return school
