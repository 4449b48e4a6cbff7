"""What was seen without being expected, as the books said at the closing: written down, and read again."""

from devices.models import StocktakeUnexpected, holders_of

PIECE = 500


def write_down(count, said):
    """Keep the rows of `said` that were not expected; those that were stand since the count began."""
    StocktakeUnexpected.objects.bulk_create(
        [
            StocktakeUnexpected(
                stocktake=count,
                device=row.device,
                school=row.school,
                line=row.line,
                class_name=row.class_name,
                room=row.room,
                is_new=row in said.new,
            )
            for row in said.new + said.elsewhere
        ],
        batch_size=PIECE,
    )


def recall(count, rows):
    """Tell `rows` ({device id: Row}) what was written down of them."""
    kept = count.unexpected.select_related("school", *holders_of("line"))
    by_device = {one.device_id: one for one in kept}
    for key, row in rows.items():
        one = by_device[key]
        row.school, row.line, row.class_name = one.school, one.line, one.class_name
        row.room, row.is_new = one.room, one.is_new
