"""Note who changed or looked at what. Call inside the transaction that does it."""

from lms.models import Change, Look


def note_change(by, act, thing, before=None, after=None, school=None):
    """Write one line into the change log.

    `by`: the user, or None for the system. `act`: an English verb phrase such as
    "hand over". `before` and `after`: JSON-ready dicts holding only what changed.
    `school`: the School (or its id) whose admin may read the line; taken from
    `thing.school_id` when it has one.
    """
    school_id = getattr(school, "pk", school) or getattr(thing, "school_id", None)
    return Change.objects.create(
        actor=by if getattr(by, "pk", None) else None,
        act=act,
        model=thing._meta.label_lower,
        object_id=str(thing.pk),
        label=str(thing)[:200],
        school_id=school_id,
        before=before or {},
        after=after or {},
    )


def note_changes(by, act, lines, school):
    """Write many lines at once; `lines` are (thing, before, after), all of one school."""
    Change.objects.bulk_create(
        [
            Change(
                actor=by if getattr(by, "pk", None) else None,
                act=act,
                model=thing._meta.label_lower,
                object_id=str(thing.pk),
                label=str(thing)[:200],
                school_id=school.pk,
                before=before or {},
                after=after or {},
            )
            for thing, before, after in lines
        ],
        batch_size=500,
    )


def note_look(by, what, thing):
    """Note that `by` was shown a sensitive field (`what`) of `thing`."""
    return Look.objects.create(actor=by, what=what, model=thing._meta.label_lower, object_id=str(thing.pk))
