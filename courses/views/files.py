from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from courses import files
from courses.media import copies
from lms import contents
from lms.downloads import alone
from lms.ranges import serve_file

# What a browser plays or shows by itself; everything else is handed over as a download.
SHOWN = ("audio/", "video/", "image/webp", "application/pdf")


@login_not_required
@require_safe
def file(request, content_hash, name):
    """A sound, video or document of a lecture, for whoever may read the lecture."""
    chosen, public = _readable(files.find(content_hash, name), request.user)
    return _answer(
        request, chosen.file.path, chosen.content_type, chosen.file_hash, chosen.filename, public=public
    )


@login_not_required
@require_safe
def copy(request, content_hash, name):
    """A light copy of a sound or video: whoever may have the original may have it."""
    _chosen, public = _readable(files.with_content(content_hash), request.user)
    made = copies.find(content_hash, name)
    if made is None:
        raise Http404
    if made.name != name:
        # An older page asks for a copy that was made anew since.
        return redirect(copies.address(content_hash, made))
    path = contents.path(made.digest)
    return _answer(request, path, made.content_type, made.digest, made.name, public=public)


def _readable(found, user):
    """(the one of these files that `user` may have, whether everybody may); 404 when there is none."""
    if public := next((one for one in found if files.is_public(one)), None):
        return public, True
    for one in found:
        if files.may_be_read_by(one, user):
            return one, False
    raise Http404


def _answer(request, path, content_type, etag, name, *, public):
    try:
        response = serve_file(request, path, content_type, etag)
    except OSError as error:
        raise Http404 from error
    # Kept by whoever has it, and asked about each time it is used again, which costs a line when it is still
    # public: what somebody took back goes on in nobody's cache.
    response["Cache-Control"] = f"{'public' if public else 'private'}, no-cache"
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=not content_type.startswith(SHOWN), filename=iri_to_uri(name)
    )
    return alone(response)
