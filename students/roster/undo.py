"""Take an import out again, exactly – or not at all, when somebody changed things since."""

from collections import defaultdict

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, OneToOneField
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change
from students.models import RosterImport, User

from .trail import plain

# Rows that refer to others go first.
ORDER = [
    "guardianship",
    "enrolment",
    "povertyrecord",
    "student",
    "user",
    "guardian",
    "household",
    "schoolclass",
    "term",
    "schoolyear",
]
CHUNK = 500


class CannotUndo(Exception):
    """Nothing was undone; the text is a sentence that says why and what to do."""


@transaction.atomic
def undo(roster_import, by):
    """Restore what was there before; refuse when anything of it was changed or used since."""
    kept = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if kept.state != RosterImport.State.APPLIED:
        raise CannotUndo(_("This list is not taken over, so there is nothing to undo."))
    made, changed = _Rows(), _Rows()
    for write in kept.writes.all():
        for object_id, before, after in write.rows:
            (made if before is None else changed).add(write.model, object_id, before, after)
    for rows in (made, changed):
        rows.refuse_if_changed()
    _refuse_if_used(made)
    for name in ORDER:
        model = apps.get_model("students", name)
        for some in _chunks(made.ids(model)):
            model._base_manager.filter(pk__in=some)._raw_delete("default")
    for model, writes in changed.by_model.items():
        for object_id, before, _after in reversed(writes):
            model._base_manager.filter(pk=object_id).update(**before)
    _restore_name_columns(changed)
    kept.state = RosterImport.State.UNDONE
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save(update_fields=["state", "undone_at", "undone_by"])
    kept.writes.all().delete()
    note_change(by, "undo class list", kept, after={"create": kept.counts.get("create", 0)})
    return kept


class _Rows:
    """Writes by model, and the rows they speak of as they are now."""

    def __init__(self):
        self.by_model = defaultdict(list)

    def add(self, model, object_id, before, after):
        self.by_model[apps.get_model(model)].append((object_id, before, after))

    def ids(self, model):
        return [model._meta.pk.to_python(object_id) for object_id, *_fields in self.by_model.get(model, [])]

    def refuse_if_changed(self):
        for model, writes in self.by_model.items():
            now = {}
            for some in _chunks(self.ids(model)):
                now |= {str(row.pk): row for row in model._base_manager.filter(pk__in=some)}
            # A row may have been changed twice by the import: the last word counts.
            after = defaultdict(dict)
            for object_id, _before, fields in writes:
                after[object_id] |= fields
            for object_id, fields in after.items():
                row = now.get(object_id)
                if row is None:
                    raise CannotUndo(
                        _(
                            "Something that this list brought in was deleted since, so it cannot be undone. "
                            "Correct the pupils one by one."
                        )
                    )
                if any(plain(getattr(row, name)) != value for name, value in fields.items()):
                    raise CannotUndo(
                        _(
                            "«%(what)s» was changed after the list was taken over, so it cannot be undone. "
                            "Correct the pupils one by one."
                        )
                        % {"what": row}
                    )


def _refuse_if_used(made):
    for user in _rows_of(made, User):
        if user.last_login or user.has_usable_password():
            raise CannotUndo(
                _(
                    "%(name)s already has a PIN or has signed in, so the list cannot be undone. "
                    "Correct the pupils one by one."
                )
                % {"name": user.full_name}
            )
    for model in made.by_model:
        ids = made.ids(model)
        for relation in model._meta.get_fields(include_hidden=True):
            if not (relation.auto_created and not relation.concrete and relation.related_model):
                continue
            if not isinstance(getattr(relation, "field", None), ForeignKey | OneToOneField):
                continue
            own = set(made.ids(relation.related_model))
            for some in _chunks(ids):
                rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
                used = [row for row in rows[: len(own) + 1] if row.pk not in own]
                if used:
                    raise CannotUndo(
                        _(
                            "«%(what)s» is already used (%(by)s), so the list cannot be undone. "
                            "Correct the pupils one by one."
                        )
                        % {
                            "what": getattr(used[0], relation.field.name),
                            "by": relation.related_model._meta.verbose_name,
                        }
                    )


def _rows_of(made, model):
    for some in _chunks(made.ids(model)):
        yield from model._base_manager.filter(pk__in=some)


def _restore_name_columns(changed):
    from students.models import Student

    renamed = [key for key, before, _after in changed.by_model.get(Student, []) if "full_name" in before]
    for student in Student.objects.filter(pk__in=renamed):
        student.save(update_fields=Student.NAME_COLUMNS)


def _chunks(items):
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
