"""Keys, matrix and specification as a Word file: the sections of the PDF, for teachers to complete."""

from django.utils.translation import gettext as _

from .word_page import ROOM, Page, bold, paragraph, table, text

# Of a table with many columns the letters are smaller (half points).
MANY, SMALL, USUAL = 12, 17, 24


def write(sections, head, title, flipped=False):
    page, room = Page(), ROOM[flipped]
    left = [paragraph(head.above.upper(), side="center"), paragraph(bold(head.school.upper()), side="center")]
    right = [paragraph(bold(title), side="center"), paragraph(bold(head.title), side="center")]
    about = " – ".join(filter(None, (head.subject, head.grade, head.year)))
    right.append(paragraph(about, side="center"))
    page.add(table([1, 1.25], [[(left, 1, 1), (right, 1, 1)]], room, ruled=False))
    for section in sections:
        if section.title:
            page.add(paragraph(bold(section.title), before=200, keep=True, new_page=section.new_page))
        page.add(*(paragraph(line) for told in section.lines for line in told.splitlines()))
        if section.table:
            told = section.table
            page.add(table(told.widths, _rows(told), room, heads=told.heads))
            page.add(paragraph())
    page.end_section(f"{title} – {head.title} – {_('page')}", flipped=flipped, is_last=True)
    return page.packed()


def _rows(told):
    """Cells as Word wants them: where one reaches down, the rows below have an empty one in its place."""
    reaching, rows = {}, []
    size = SMALL if len(told.widths) > MANY else USUAL
    for row in told.rows:
        cells, given, at = [], list(row), 0
        while at < len(told.widths):
            if reaching.get(at):
                reaching[at] -= 1
                cells.append(([], 1, 0))
                at += 1
                continue
            if not given:
                break
            cell = given.pop(0)
            if cell.down > 1:
                reaching[at] = cell.down - 1
            cells.append(([_words(cell, size)], cell.across, cell.down))
            at += cell.across
        rows.append(cells)
    return rows


def _words(cell, size):
    side = "" if cell.left else "center"
    words = text(cell.text, bold=cell.strong, size=size)
    return paragraph(words, side=side, before=20, after=20)
