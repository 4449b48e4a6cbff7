"""Note who changed or looked at what. Call inside the transaction that does it."""

from itertools import batched

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms import chain
from lms.models import Change, Look

ERASE = "erase a pupil"
# Looks that are written in one go.
PIECE = 500
# The one change that a line of the log may undergo (lms/apps.py): it is emptied of names, once, and points
# to the line of the erasing that emptied it.
EMPTIED = """
NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id AND NEW.act = OLD.act
AND NEW.model = OLD.model AND NEW.object_id = OLD.object_id
AND NEW.school_id IS NOT DISTINCT FROM OLD.school_id
AND NEW.label = '' AND CAST(NEW.before AS TEXT) = '{}' AND CAST(NEW.after AS TEXT) = '{}'
AND OLD.emptied_for IS NULL
AND EXISTS (SELECT 1 FROM lms_change c WHERE c.id = NEW.emptied_for AND c.act = 'erase a pupil')
""".replace("\n", " ")


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
        label=_label(thing),
        school_id=school_id,
        before=before or {},
        after=after or {},
    )


def note_changes(by, act, lines, school):
    """Write many lines at once; `lines` are (thing, before, after), all of one school (or its id)."""
    Change.objects.bulk_create(
        [
            Change(
                actor=by if getattr(by, "pk", None) else None,
                act=act,
                model=thing._meta.label_lower,
                object_id=str(thing.pk),
                label=_label(thing),
                school_id=getattr(school, "pk", school),
                before=before or {},
                after=after or {},
            )
            for thing, before, after in lines
        ],
        batch_size=500,
    )


def _label(thing):
    """What the log calls a thing for good: `in_log` where its own name is to be forgotten one day."""
    return str(getattr(thing, "in_log", thing))[:200]


def about(things):
    """The condition of the lines about `things`: {model: keys}."""
    condition = Q(pk=None)
    for model, keys in things.items():
        condition |= Q(model=model._meta.label_lower, object_id__in=[str(key) for key in keys if key])
    return condition


def empty_lines(condition, because):
    """Take the names out of these lines of the log; returns how many. Who did what, and when, stays.

    `because`: the line of the erasing, which stays as it is.
    """
    lines = Change.objects.filter(condition, emptied_for=None).exclude(pk=because.pk)
    return lines.update(label="", before={}, after={}, emptied_for=because.pk)


def note_looks(by, what, things, once_a_day=False):
    """Note that `by` saw or took away `what` (a phrase) of each of `things`, all of one model.

    `once_a_day`: for pages that are opened again and again; the second time of a day is not noted.

    Only when this has returned, all is written. A list of thousands is written piece by piece: while one
    piece is, every other look of the site waits, and that is a tenth of a second each time. Should it break
    off between two pieces, some lines tell of a list that was not handed out; none is missing.
    """
    for piece in batched(things, PIECE, strict=False):
        with transaction.atomic():
            _note_piece(by, what, piece, once_a_day)


def _note_piece(by, what, things, once_a_day):
    model = things[0]._meta.label_lower
    if once_a_day:
        today = timezone.localdate()
        known = set(
            Look.objects.filter(
                actor=by, what=what, model=model, day=today, object_id__in=[str(t.pk) for t in things]
            ).values_list("object_id", flat=True)
        )
        things = [thing for thing in things if str(thing.pk) not in known]
    looks = [
        Look(
            actor=by,
            what=what,
            model=model,
            object_id=str(thing.pk),
            school_id=getattr(thing, "school_id", None),
        )
        for thing in things
    ]
    chain.append(looks)
