"""What the screens of all uploaded lists share: `rosters.py` here and `lists.py` of devices lean on it.

Each of them finds its list by `visible_to` and says what the list means; the steps are the same for all.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lms import downloads, letters, spreadsheets, uploaded_lists
from lms.text import make_slug
from lms.uploaded_lists import CannotApply, CannotUndo
from students import looked

LISTS_A_PAGE = 30
ROWS_A_PAGE = 50


def page_of(request, lists):
    """A page of the lists that were uploaded."""
    lists = lists.for_lists().select_related("school", "uploaded_by")
    return Paginator(lists, LISTS_A_PAGE).get_page(request.GET.get("page"))


def preview(request, kept, shown, jobs):
    """What the page of a list before its taking over is made from."""
    show = request.GET.get("show", "")
    return {
        "list": kept,
        "shown": shown,
        "under_way": jobs.under_way(kept, by=request.user),
        "page_obj": Paginator(shown.rows(show), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "show": show,
    }


def choose_encoding(kept, posted):
    """Keep how the letters are read; False when nothing was chosen that there is."""
    if posted.get("encoding") not in letters.ENCODINGS:
        return False
    kept.answers["encoding"] = posted["encoding"]
    return True


def confirm(request, kept, apply, jobs):
    """Take the list over, if things are still as they were on the page that was looked at."""
    if kept.state != kept.State.PREVIEWED:
        undone = kept.state == kept.State.UNDONE
        messages.info(
            request,
            _("This list was taken over and undone. Upload it again to take it over once more.")
            if undone
            else _("This list was already taken over; nothing was done twice."),
        )
        return redirect(kept)
    book, seen = kept.book(), request.POST.get("seen", "")[:16]
    if jobs.is_long(kept, book):
        return redirect("job", pk=jobs.begin(kept, seen, by=request.user).pk)
    try:
        apply(kept, book, by=request.user, on=timezone.localdate(), seen=seen)
    except CannotApply as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list is taken over."))
    return redirect(kept)


def take_back(request, kept, undo, said):
    """Undo what was taken over; `said` tells what that means."""
    try:
        undo(kept, by=request.user)
    except CannotUndo as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect(kept)


def discard(request, kept, back):
    """Throw an upload away that was not taken over."""
    if uploaded_lists.throw_away(kept):
        messages.success(request, _("The upload was thrown away; nothing was changed."))
    return redirect(back)


def left_out(request, kept, sheets):
    """The rows that were not taken, in the layout of the file, with the reason beside them."""
    looked.note(request.user, "rows left out", kept)
    name = f"{make_slug(kept.file_name.rsplit('.', 1)[0]) or 'danh-sach'}-chua-nhap.xlsx"
    return downloads.xlsx(spreadsheets.write(sheets), name)
