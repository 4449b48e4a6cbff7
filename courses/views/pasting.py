"""What an author pastes is read here, and goes back to the editor as it fills its blocks."""

import json

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.rich_text import get_rich_text_editor_widget

from courses import pasting
from courses.markup import FEATURES
from courses.models import LecturePage

# A document of a hundred pages; more is better uploaded as a file.
MOST_SIGNS = 1_000_000
MOST_BLOCKS = 120


@require_POST
def pasted(request):
    """{"text": all of it for one rich text, "blocks": the same as blocks} of the clipboard's HTML."""
    html = request.POST.get("html", "")
    if len(html) > MOST_SIGNS:
        words = _("This is too much to be pasted at once. Paste it part by part, or upload it as a file.")
        return JsonResponse({"refusal": words}, status=400)
    found = pasting.read(html)
    blocks = pasting.blocks_of(found)[:MOST_BLOCKS]
    editor = get_rich_text_editor_widget(features=FEATURES)
    stream = LecturePage._meta.get_field("body").stream_block
    states = stream.get_form_state(stream.to_python(blocks))
    answer = {"text": json.loads(editor.format_value(pasting.one_text(found))), "blocks": states}
    return JsonResponse(answer)
