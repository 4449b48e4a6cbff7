"""Sheets of stickers as they are sold: how many labels a sheet has, how large, where they begin. No ORM."""

from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sheet:
    """Millimetres on A4. `gap` lies between columns; `qr` and `code` are what fits on the label."""

    key: str
    words: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float
    qr: float
    # Points.
    code: float
    text: float

    @property
    def places(self):
        return self.columns * self.rows

    def facts(self):
        return {name: value for name, value in asdict(self).items() if name not in ("key", "words")}


SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet("24", _("24 to a sheet, 64 × 34 mm"), 3, 8, 64, 34, 7, 12, 2, 22, 14, 8),
        Sheet("40", _("40 to a sheet, 48.5 × 25.4 mm"), 4, 10, 48.5, 25.4, 8, 21.5, 0, 17, 10, 6),
        Sheet("65", _("65 to a sheet, 38.1 × 21.2 mm"), 5, 13, 38.1, 21.2, 4.7, 10.7, 2.5, 14, 8.5, 5),
    )
}
