from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from courses import files
from lms.ranges import serve_file

# What a browser plays or shows by itself; everything else is handed over as a download.
SHOWN = ("audio/", "video/", "application/pdf")
A_YEAR = 31_536_000


@login_not_required
@require_safe
def file(request, content_hash, name):
    """A sound, video or document of a lecture, for whoever may read the lecture."""
    found = files.find(content_hash, name)
    public = next((one for one in found if files.is_public(one)), None)
    chosen = public or next((one for one in found if files.may_be_read_by(one, request.user)), None)
    if chosen is None:
        raise Http404
    try:
        response = serve_file(request, chosen.file.path, chosen.content_type, chosen.file_hash)
    except OSError as error:
        raise Http404 from error
    # The address holds the hash of the content: what is public may be kept for ever.
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if public else "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=not chosen.content_type.startswith(SHOWN), filename=iri_to_uri(chosen.filename)
    )
    return response
