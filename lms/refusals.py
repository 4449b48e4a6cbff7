"""Note who asked for what is not theirs: «not there» (404) for a thing that is, or a closed door (403).

One line in the log of changes, without any name but that of the account that asked. An app says which
addresses speak of which things, in its `AppConfig.ready`:

    refusals.at("students/<uuid:pk>/", Student)
    refusals.asked("school", School, "code")      # …?school=

Nothing is written for who is not signed in, for the same thing twice on a day, or beyond `A_DAY` lines
of one account: who leafs through addresses must not fill the log.
"""

from operator import attrgetter
from re import sub

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from lms.days import midnight
from lms.models import Change

ACT = "refused"
A_DAY = 20

# (beginning of the route, part of the address, model, field) and (parameter, model, field)
THINGS = []
PARAMETERS = []
SCHOOLS = [attrgetter("school_id"), attrgetter("student.school_id"), attrgetter("school_class.school_id")]


def at(route, model, field="pk", part=None):
    """Addresses that begin like `route` speak of one `model`, found by `field` under the name `part`."""
    THINGS.append((route, part or field, model, field))


def asked(parameter, model, field):
    """`?parameter=` speaks of one `model`."""
    PARAMETERS.append((parameter, model, field))


class NoteRefusals:
    """Looks at the refusals that views raise; the answer stays what it was."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, (Http404, PermissionDenied)) and request.user.is_authenticated:
            _note(request, closed=isinstance(exception, PermissionDenied))


def note_strangers(by, model, keys, field="pk"):
    """Things of others among the `keys` that a form sent along: how many, in one line."""
    if not keys or len(_of_today(by)) >= A_DAY:
        return
    found = [thing for key in set(keys) if (thing := _find(model, field, key)) and not _sees(by, thing)]
    if found:
        schools = {_school_of(thing) for thing in found}
        school = schools.pop() if len(schools) == 1 else None
        _write(by, model._meta.label_lower, "", school, {"count": len(found)})


def note_foreign(form, by):
    """The same for every field of `form` with choices from the database."""
    for name, errors in form.errors.as_data().items():
        field = form.fields.get(name)
        if hasattr(field, "queryset") and any(error.code == "invalid_choice" for error in errors):
            keys = form.data.getlist(form.add_prefix(name))
            note_strangers(by, field.queryset.model, keys, field.to_field_name or "pk")


def note_door(user, path):
    """A door that is shut before any view is asked, such as one of the back office."""
    door = sub(r"\d+", "…", path)
    _write_once(user, ("", door[:40]), None, door, _of_today(user))


def _note(request, closed):
    named = list(_named_in(request))
    if not (closed or named):
        return  # an address that nobody has costs nothing
    known = _of_today(request.user)
    if len(known) >= A_DAY:
        return
    thing = next((found for model, field, key in named if (found := _find(model, field, key))), None)
    door = "/" + sub("<[^>]+>", "…", request.resolver_match.route)
    if closed:
        key = (thing._meta.label_lower, str(thing.pk)) if thing else ("", door[:40])
    elif thing and not _sees(request.user, thing):
        key = (thing._meta.label_lower, str(thing.pk))
    else:
        # Nothing of the kind is there, or it is not what was refused.
        return
    _write_once(request.user, key, _school_of(thing), door, known)


def _write_once(user, key, school_id, door, known):
    if len(known) < A_DAY and key not in known:
        last = {"more_left_out": True} if len(known) == A_DAY - 1 else {}
        _write(user, *key, school_id, {"door": door, **last})


def _of_today(user):
    today = midnight(timezone.localdate())
    lines = Change.objects.filter(actor=user, act=ACT, at__gte=today).order_by()
    return list(lines.values_list("model", "object_id")[:A_DAY])


def _write(by, model, key, school_id, after):
    Change.objects.create(
        actor=by, act=ACT, model=model, object_id=key, label="", school_id=school_id, after=after
    )


def _named_in(request):
    """(model, field, key) of what the address speaks of; the path comes first."""
    match = request.resolver_match
    for route, part, model, field in THINGS:
        if match.route.startswith(route) and part in match.kwargs:
            yield model, field, match.kwargs[part]
    for parameter, model, field in PARAMETERS:
        if key := request.GET.get(parameter):
            yield model, field, key


def _find(model, field, key):
    try:
        return model.objects.filter(**{field: key}).first()
    except (ValueError, ValidationError, OverflowError):  # no such key at all
        return None


def _sees(user, thing):
    return type(thing).objects.visible_to(user).filter(pk=thing.pk).exists()


def _school_of(thing):
    if thing is None:
        return None
    if thing._meta.label == "students.School":
        return thing.pk
    for school in SCHOOLS:
        try:
            return school(thing)
        except AttributeError:
            continue
    return None
