"""Files of lectures at addresses made of their content, each shown to whoever may read it."""

from django.urls import reverse
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from courses import sounds
from lms.models import MediaFile
from lms.models.media import Pupils

# What an app above lets somebody read before it is published.
_also = []


def also_readable(asks):
    """`asks(file, user)` says whether `user` may have the file all the same."""
    _also.append(asks)


def address(file):
    """Where `file` is served. Its content is part of the address: another content, another address."""
    return reverse("courses:file", args=[file.get_file_hash(), file.filename])


def is_public(file):
    """Whether a page that everybody may read holds the file."""
    pages = live_pages_with(file)
    return any(page.is_open_to_all() if hasattr(page, "is_open_to_all") else True for page in pages)


def may_be_read_by(file, user):
    """Whether `user` may have the file: through a page, or because they may choose it in the back office."""
    if any(page.may_be_read_by(user) for page in live_pages_with(file) if hasattr(page, "may_be_read_by")):
        return True
    # Whoever has its address met a page that plays it.
    if is_public(file) or sounds.is_of_question(file):
        return True
    return user.is_authenticated and (_may_choose(file, user) or any(asks(file, user) for asks in _also))


def live_pages_with(file):
    """Published pages that use `file`, each as what it is; none while pupils can be recognised in it."""
    if file.pupils == Pupils.SEEN:
        return []
    ids = {
        int(reference.object_id)
        for reference in ReferenceIndex.get_references_to(file)
        if reference.base_content_type.model_class() is Page
    }
    return [
        page for page in Page.objects.live().filter(pk__in=ids).specific() if not page.get_view_restrictions()
    ]


def _may_choose(file, user):
    # Whoever sent it hears it before anything is published.
    if file.uploaded_by_user_id == user.pk:
        return True
    return policy_registry.get_by_type(MediaFile).user_has_any_permission_for_instance(
        user, ["choose", "change"], file
    )


def find(content_hash, name):
    return [file for file in with_content(content_hash) if file.filename == name]


def with_content(content_hash):
    return list(MediaFile.objects.filter(file_hash=content_hash))
