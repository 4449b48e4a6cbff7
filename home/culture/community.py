"""The word of a community to an entry: asked for one wording, said by somebody who speaks for the people."""

import hashlib
import json
import re

from django.db import transaction
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex, Revision

from courses import on_page
from home.models import CommunityApprover, CommunityWord, CultureEntryPage
from lms.history import note_change

TAKEN_DOWN = "take an entry down at the word of its community"
# Of the fields that every page has, those that somebody reads: on the page, in search engines, in lists.
OF_EVERY_PAGE = ("title", "seo_title", "search_description")
# Of the entries that wait for somebody's word, in how many a recording is looked for.
MOST_HEARD = 50
# By which the editor knows the lines of a text again; no reader meets them.
LINE_KEY = re.compile(r' data-block-key="[^"]*"')


def digest(page):
    """Of all that an entry tells, as it is written now: another wording has another one.

    Every field of an entry counts, those it gets later as well; and so does what a picture or a recording
    holds, which may be replaced under the same name.
    """
    told = {name: getattr(page, name) for name in OF_EVERY_PAGE}
    for field in page._meta.local_fields:
        if field.editable and not field.primary_key:
            told[field.name] = _of_field(field, page)
    for field in page._meta.local_many_to_many:
        told[field.name] = sorted(str(one.pk) for one in getattr(page, field.name).all())
    told["tellers"] = sorted(
        [row.agreement_id, row.shows_voice, row.shows_picture, row.shows_film] for row in page.tellers.all()
    )
    told["pictures"] = [[one.pk, _content(one), one.credit] for one in on_page.pictures_of(page)]
    told["files"] = [[one.pk, _content(one)] for one in on_page.files_of(page)]
    return hashlib.sha256(json.dumps(_as_read(told), sort_keys=True).encode()).hexdigest()


def _of_field(field, page):
    if isinstance(field, StreamField):
        return json.loads(field.value_to_string(page) or "[]")
    return str(getattr(page, field.attname) or "")


def _content(thing):
    try:
        return thing.get_file_hash()
    except OSError:
        # What is not there says nothing.
        return ""


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
    return CommunityWord.objects.visible_to(user).filter(state=CommunityWord.State.ASKED)


def draft_of(word):
    """The entry in the wording that was asked about; None when it was changed or is gone."""
    page = CultureEntryPage.objects.get(pk=word.page_id)
    draft = page.get_latest_revision_as_object()
    if digest(draft) == word.digest:
        return draft
    return page if digest(page) == word.digest else None


def read_for(word, public=False):
    """The word to say, with the entry to read for it: the wording that was asked about, else what is public.

    So the community reads, and takes down, what everybody reads – also when the draft went on since, or when
    the words said before belong to no wording any more.
    """
    draft = None if public else draft_of(word)
    if draft is not None:
        return word, draft
    page = CultureEntryPage.objects.get(pk=word.page_id)
    if not page.live:
        return word, None
    wording = {"page": page, "people": word.people, "digest": digest(page)}
    return CommunityWord.objects.filter(**wording).first() or CommunityWord(**wording), page


def shows_another(word):
    """Whether the public entry reads otherwise than the wording of `word`."""
    return word.page.live and digest(word.page) != word.digest


def ask_about_public_ones():
    """Every night: whoever said nothing to an entry as it is public is asked. After a new version that makes
    the digest otherwise these are all; the entries stay public meanwhile."""
    live = CultureEntryPage.objects.live().prefetch_related("peoples", "communes", "tellers", "words")
    for page in live.iterator(chunk_size=50):
        now = digest(page)
        asked = {word.people_id for word in page.words.all() if word.digest == now}
        lacking = [people for people in page.peoples.all() if people.pk not in asked]
        # Page by page, so that nobody who writes meanwhile waits for the whole archive.
        CommunityWord.objects.bulk_create(
            [CommunityWord(page_id=page.pk, people=people, digest=now) for people in lacking],
            ignore_conflicts=True,
        )


def may_hear(file, user):
    """Whether the file stands in a draft on which `user` is to say the word of a community."""
    words = list(waiting_for(user)[:MOST_HEARD])
    held = _drafts_that_may_hold(file, words) if words else set()
    drafts = (draft_of(word) for word in words if word.page_id in held)
    return any(file in on_page.files_of(draft) for draft in drafts if draft)


def _drafts_that_may_hold(file, words):
    """Keys of the entries in which the number of the file is written: few of them are then read as pages."""
    # A page without any draft is found below: what it shows is written down when it is saved.
    held = [word.page for word in words if word.page.latest_revision_id]
    pages = {str(page.latest_revision_id): page.pk for page in held}
    drafts = Revision.objects.filter(pk__in=pages)
    written = drafts.values_list("pk", KT("content__body"), KT("content__readings"))
    number = re.compile(rf"""["=:\[,]\s*\\?"?{file.pk}(?![\w.-])""")
    found = {pages[str(pk)] for pk, *texts in written if any(number.search(text or "") for text in texts)}
    shown = ReferenceIndex.get_references_to(file).values_list("object_id", flat=True)
    return found | {int(key) for key in shown if key.isdecimal()}


@transaction.atomic
def say(word, by, state, remark="", word_of=""):
    """Approve or decline. What is published and declined afterwards goes off at once."""
    if word.pk is None:
        wording = {"page_id": word.page_id, "people_id": word.people_id, "digest": word.digest}
        word, _is_new = CommunityWord.objects.get_or_create(**wording)
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
    return LINE_KEY.sub("", value) if isinstance(value, str) else value
