"""What came back: records and their signed papers."""

from django.utils.translation import gettext as _

from devices.models import ReturnPaper, ReturnScan
from students.dossier import table


def tables(lines):
    given_back = ReturnPaper.objects.filter(lines__in=lines).distinct()
    yield table(
        "return_papers",
        _("return records"),
        given_back.order_by("returned_on"),
        number=_("number"),
        returned_on=_("returned on"),
        class_name=_("class"),
        taken_by_name=_("taken back by"),
    )
    yield table(
        "return_scans",
        _("scans of return records"),
        # Of a paper of a whole class the picture shows others too: that it is there is told, no more.
        ReturnScan.objects.filter(paper__in=given_back).select_related("paper"),
        number=(_("number"), "paper.number"),
        attached_at=_("attached"),
        content_type=_("kind of file"),
        size=_("size"),
        struck_at=_("voided"),
    )
