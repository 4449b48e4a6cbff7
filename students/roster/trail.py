"""What an import made and changed, row by row, so that undo can restore it exactly."""

from datetime import date, datetime
from uuid import UUID

from students.models import RosterWrite

BATCH = 500
# Kept out of what undo compares: secrets, and what the sign-in itself writes.
NEVER_KEPT = {"password", "last_login", "date_joined"}


class Trail:
    """Rows made, and rows changed with how they stood before; changed ones are saved together."""

    def __init__(self):
        self.made, self.changed = [], []

    def make(self, model, things):
        model.objects.bulk_create(things, batch_size=BATCH)
        self.made += things

    def change(self, thing, fields):
        """Set fields of a row, remembering them; (before, after) of what changed."""
        before = {name: plain(getattr(thing, name)) for name in fields}
        for name, value in fields.items():
            setattr(thing, name, value)
        after = {name: plain(value) for name, value in fields.items()}
        if fields:
            self.changed.append((thing, before, after))
        return dict(before), dict(after)

    def save_changed(self):
        by_model = {}
        for thing, _before, after in self.changed:
            things, names = by_model.setdefault(type(thing), ({}, set()))
            things[thing.pk] = thing
            names.update(after)
        for model, (things, names) in by_model.items():
            if "full_name" in names:
                names.update(getattr(model, "NAME_COLUMNS", ()))
            fields = [model._meta.get_field(name).name for name in names]
            model.objects.bulk_update(things.values(), fields, batch_size=BATCH)

    def keep(self, roster_import):
        """Write the trail down with the import."""
        rows = {}
        for thing in self.made:
            rows.setdefault(thing._meta.label_lower, []).append([str(thing.pk), None, snapshot(thing)])
        for thing, before, after in self.changed:
            rows.setdefault(thing._meta.label_lower, []).append([str(thing.pk), before, after])
        RosterWrite.objects.bulk_create(
            RosterWrite(roster_import=roster_import, model=model, rows=of_model[start : start + BATCH])
            for model, of_model in rows.items()
            for start in range(0, len(of_model), BATCH)
        )


def snapshot(thing):
    """The fields of a row as JSON can keep them."""
    return {
        field.attname: plain(getattr(thing, field.attname))
        for field in thing._meta.concrete_fields
        if field.attname not in NEVER_KEPT
    }


def plain(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
