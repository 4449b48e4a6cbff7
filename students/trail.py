"""What one act made, changed and removed, row by row, so that it can be taken back exactly.

A `Trail` writes while it remembers; `rows` is what it remembers, as JSON: by model, lists of
[id, before, after]. `before` is null for a row that was made, `after` for one that was removed.
`restore` takes such rows back, or refuses with a sentence when something was built on them.
Both go by some hundred rows, so that an act may have been of any size.
"""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, OneToOneField
from django.utils.translation import gettext as _

BATCH = 500
# Kept out of what is compared: secrets, and what the sign-in itself writes.
NEVER_KEPT = {"password", "pin", "card_hash", "last_login", "date_joined"}
# What is left of a row of somebody who was erased since (students/erasing.py).
ERASED = {"erased": True}


class CannotRestore(Exception):
    """Nothing was taken back; the text is a sentence that says why and what to do."""


class Trail:
    """Writes rows in bulk and remembers them. Changes are saved by `save`, before rows are made."""

    def __init__(self):
        self.made, self.removed, self._changed = [], [], []

    def change(self, thing, **fields):
        """Set columns of a row (`school_id`, not `school`); what differs comes back: (before, after)."""
        before = {name: plain(getattr(thing, name)) for name in fields}
        for name, value in fields.items():
            setattr(thing, name, value)
        after = {name: plain(fields[name]) for name in fields if plain(fields[name]) != before[name]}
        before = {name: before[name] for name in after}
        if after:
            self._changed.append((thing, before, after))
        return dict(before), dict(after)

    def remove(self, *things):
        """Take rows away that no other row needs."""
        self.removed += [(type(thing), thing.pk, snapshot(thing)) for thing in things]
        for thing in things:
            thing._meta.model._base_manager.filter(pk=thing.pk).delete()

    def save(self):
        """Write the changes down, some hundred rows at once."""
        by_model = defaultdict(lambda: ({}, set()))
        for thing, _before, after in self._changed:
            things, names = by_model[type(thing)]
            things[thing.pk] = thing
            names.update(after)
        for model, (things, names) in by_model.items():
            fields = [model._meta.get_field(name).name for name in names]
            model._base_manager.bulk_update(things.values(), fields, batch_size=BATCH)

    def make(self, *things):
        """Insert rows of one model, those that others refer to before the others."""
        if things:
            type(things[0])._base_manager.bulk_create(things, batch_size=BATCH)
            self.made += things

    def rows(self):
        """(label of a model, up to some hundred [id, before, after]) for each row."""
        by_model = defaultdict(list)
        for thing in self.made:
            by_model[thing._meta.label_lower].append([str(thing.pk), None, snapshot(thing)])
        for thing, before, after in self._changed:
            by_model[thing._meta.label_lower].append([str(thing.pk), before, after])
        for model, key, before in self.removed:
            by_model[model._meta.label_lower].append([str(key), before, None])
        for label, rows in by_model.items():
            for start in range(0, len(rows), BATCH):
                yield label, rows[start : start + BATCH]


def restore(writes):
    """Take back what `writes` tell – a queryset of rows with `model` and `rows`, in the order of writing.

    All of it, inside the caller's transaction: when a row was changed since, or others came to refer to
    one that was made, CannotRestore.
    """
    writes = writes.order_by("pk")
    _refuse_if_changed(writes)
    # What refers to rows that are gone is looked at in the end: the database waits for it as well.
    for model, rows in _each(writes.reverse()):
        ids = _ids(model, [row for row in rows if row[1] is None])
        model._base_manager.filter(pk__in=ids)._raw_delete("default")
    for model, rows in _each(writes.reverse()):
        for key, before, after in reversed(rows):
            if before is not None and after is not None:
                model._base_manager.filter(pk=key).update(**before)
    for model, rows in _each(writes):
        removed = [model(**before) for _key, before, after in rows if after is None]
        model._base_manager.bulk_create(removed, batch_size=BATCH)
    for model, rows in _each(writes):
        _refuse_if_used(model, [row for row in rows if row[1] is None])


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


def _each(writes):
    for write in writes.iterator(chunk_size=10):
        yield apps.get_model(write.model), write.rows


def _refuse_if_changed(writes):
    # A row may have been changed twice in one act: the last word counts.
    last = defaultdict(lambda: defaultdict(dict))
    for model, rows in _each(writes):
        for key, before, after in rows:
            if before is not None and after is not None:
                last[model][key] |= after
    for model, rows in _each(writes):
        now = {str(row.pk): row for row in model._base_manager.filter(pk__in=_ids(model, rows))}
        for key, before, after in rows:
            if ERASED in (before, after):
                raise CannotRestore(
                    _(
                        "A pupil of it was erased since, so this cannot be undone any more. "
                        "Write down what is true now instead."
                    )
                )
            if after is not None:
                _refuse_unless(now.get(key), after | last[model].get(key, {}))


def _refuse_unless(row, expected):
    if row is None:
        raise CannotRestore(
            _(
                "Something of it was taken away later, so it cannot be undone any more. "
                "Write down what is true now instead."
            )
        )
    if any(plain(getattr(row, name)) != value for name, value in expected.items()):
        raise CannotRestore(
            _(
                "«%(what)s» was changed later, so this cannot be undone as it stands. "
                "Undo the later change first, or write down what is true now."
            )
            % {"what": row}
        )


def _refuse_if_used(model, made):
    """Rows of the act itself are gone: who still refers to what was made came later."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not _is_reference(relation):
            continue
        column = relation.field.attname
        others = relation.related_model._base_manager.filter(**{f"{column}__in": _ids(model, made)})
        if used := others.values_list(column, flat=True).first():
            after = next(after for key, _before, after in made if key == str(used))
            told = (after.get(name) for name in ("full_name", "head_name", "name", "code"))
            raise CannotRestore(
                _(
                    "«%(what)s» is used since then (%(by)s), so this cannot be undone as it stands. "
                    "Undo what uses it first, or write down what is true now."
                )
                % {
                    "what": next(filter(None, told), model._meta.verbose_name),
                    "by": relation.related_model._meta.verbose_name,
                }
            )


def _is_reference(relation):
    """Whether it is another table's column that points here."""
    points_here = relation.auto_created and not relation.concrete and relation.related_model
    return points_here and isinstance(getattr(relation, "field", None), ForeignKey | OneToOneField)


def _ids(model, rows):
    return [model._meta.pk.to_python(key) for key, _before, _after in rows]
