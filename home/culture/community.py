"""The word of a community to an entry: asked for one wording, said by somebody who speaks for the people."""

import hashlib
import json

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import CommunityApprover, CommunityWord, CultureEntryPage
from lms.history import note_change

TAKEN_DOWN = "take an entry down at the word of its community"
# What of an entry the community speaks about. Address, credits and licence are others' business.
FIELDS = ("title", "own_name", "summary", "villages", "calendar", "first_month", "last_month", "when")


def digest(page):
    """Of what is told, as it is written now: another wording has another one."""
    told = {name: str(getattr(page, name) or "") for name in FIELDS}
    told["kind"], told["cover"] = page.kind_id, page.cover_id
    for name in ("body", "readings"):
        told[name] = _as_read(json.loads(page._meta.get_field(name).value_to_string(page) or "[]"))
    told["peoples"] = sorted(people.pk for people in page.peoples.all())
    told["communes"] = sorted(commune.pk for commune in page.communes.all())
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def faults(page):
    """A sentence for each people whose word is missing or is no."""
    said = {}
    if page.pk:
        words = CommunityWord.objects.filter(page=page.pk, digest=digest(page))
        said = {word.people_id: word for word in words}
    for people in page.peoples.all():
        word = said.get(people.pk)
        told = {"people": people.name}
        if word is None:
            yield (
                _("Nobody of the people %(people)s was asked about this wording. Press «Ask the community».")
                % told
            )
        elif word.state == CommunityWord.State.DECLINED:
            told["why"] = word.remark
            yield _("The community (%(people)s) did not approve: %(why)s") % told
        elif word.state == CommunityWord.State.ASKED:
            yield _("The word of the community (%(people)s) is still awaited.") % told


@transaction.atomic
def ask(page, by):
    """Ask every people of `page`, as it is written now; the rows, those there were before among them."""
    now = digest(page)
    # What was asked about an older wording needs no answer any more.
    CommunityWord.objects.filter(page=page.pk, state=CommunityWord.State.ASKED).exclude(digest=now).delete()
    asker = by if getattr(by, "pk", None) else None
    return [
        CommunityWord.objects.get_or_create(
            page_id=page.pk, people=people, digest=now, defaults={"asked_by": asker}
        )[0]
        for people in page.peoples.all()
    ]


def is_asked(page):
    """Whether every people of `page` was asked about this wording, or has answered."""
    words = CommunityWord.objects.filter(page=page.pk, digest=digest(page))
    asked = set(words.values_list("people", flat=True))
    return asked >= {people.pk for people in page.peoples.all()}


def peoples_without_approver(page):
    """Peoples of `page` for whom nobody speaks today where the entry is at home."""
    communes = {None, *(commune.pk for commune in page.communes.all())}
    today = CommunityApprover.objects.on(timezone.localdate())
    spoken = {row.people_id for row in today if row.commune_id in communes}
    return [people for people in page.peoples.all() if people.pk not in spoken]


def waiting_for(user):
    """Words that `user` may say, the longest waiting first."""
    return words_for(user).filter(state=CommunityWord.State.ASKED)


def words_for(user):
    """Words, said or not, on entries that `user` speaks about."""
    theirs = Q(pk=None)
    for row in CommunityApprover.objects.of(user):
        mine = Q(people=row.people_id)
        if row.commune_id:
            mine &= Q(page__communes=row.commune_id)
        theirs |= mine
    return CommunityWord.objects.filter(
        pk__in=CommunityWord.objects.filter(theirs).values("pk")
    ).select_related("page", "people")


def draft_of(word):
    """The entry in the wording that was asked about; None when it was changed or is gone."""
    page = CultureEntryPage.objects.get(pk=word.page_id)
    draft = page.get_latest_revision_as_object()
    if digest(draft) == word.digest:
        return draft
    return page if digest(page) == word.digest else None


@transaction.atomic
def say(word, by, state, remark="", word_of=""):
    """Approve or decline. What is published and declined afterwards goes off at once."""
    word = CommunityWord.objects.select_for_update(of=("self",)).get(pk=word.pk)
    before = word.state
    word.state, word.remark, word.word_of = state, remark[:500], word_of[:160]
    word.said_by, word.said_at = by, timezone.now()
    word.save()
    # Why stands with the word, which goes with its entry; the log stays, and what it holds is no free text.
    note_change(by, "say the word of a community", word, before={"state": before}, after={"state": state})
    page = CultureEntryPage.objects.get(pk=word.page_id)
    if state == CommunityWord.State.DECLINED and page.live and digest(page) == word.digest:
        page.unpublish()
        note_change(by, TAKEN_DOWN, page)
    return word


def _as_read(value):
    """Blocks as they read: without the names the editor gives them, and without what is empty – a field that
    a kind of block gets later changes no wording."""
    if isinstance(value, dict):
        told = {name: _as_read(inner) for name, inner in value.items() if name != "id"}
        return {name: inner for name, inner in told.items() if inner not in (None, "", [], {}, False)}
    if isinstance(value, list):
        return [_as_read(inner) for inner in value]
    return value
