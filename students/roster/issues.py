"""Everything the importer can have to say about a class list. The codes are stable (docs/roster.md)."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

ERROR, WARNING = "error", "warning"

# code: (level, sentence). An error keeps its row (or the whole file) out; a warning lets it in.
ISSUES = {
    # The file as a whole
    "file_refused": (ERROR, "%(sentence)s"),
    "no_heading": (
        ERROR,
        _(
            "No list of pupils was found: no row among the first 30 holds headings such as "
            "«Họ và tên», «Ngày sinh», «Lớp». Add a heading row and upload the file again."
        ),
    ),
    "old_font": (
        ERROR,
        _(
            "The letters of the sheet cannot be made out: «%(value)s». It is neither Unicode nor TCVN3, "
            "VNI or windows-1258. Convert it to Unicode (for example with UniKey: Ctrl+Shift+F6) and "
            "upload it again."
        ),
    ),
    "encoding_found": (
        WARNING,
        _(
            "The sheet is written in %(encoding)s, not in Unicode; its letters were turned into Unicode. "
            "Look at the names before you go on."
        ),
    ),
    "encoding_chosen": (WARNING, _("The sheet is read as %(encoding)s, as you chose.")),
    "encoding_unclear": (
        WARNING,
        _(
            "It is not quite clear that the sheet is written in %(encoding)s: another encoding fits "
            "nearly as well. Compare the names with the paper."
        ),
    ),
    "encoding_mixed": (
        WARNING,
        _(
            "Part of the sheet is in %(encoding)s and part in Unicode; what was Unicode already was left "
            "alone. Look at the names before you go on."
        ),
    ),
    "unknown_school": (ERROR, _("There is no school with the code «%(value)s». Check the code.")),
    "bad_year": (
        ERROR,
        _("«%(value)s» is not a school year. Write it as 2026-2027, at most two years from now."),
    ),
    "year_over": (
        ERROR,
        _("The school year %(value)s is over. Class lists are read for the current or the next year."),
    ),
    "forbidden_column": (
        ERROR,
        _(
            "The column «%(value)s» is not one that a class list may have, so nothing of this sheet "
            "is taken. "
            "Delete the column and upload the file again."
        ),
    ),
    "unknown_column": (WARNING, _("The column «%(value)s» is not known and was left out.")),
    "heading_twice": (WARNING, _("Two columns mean the same; «%(value)s» was left out.")),
    "other_year": (
        WARNING,
        _("The title speaks of the school year %(value)s, but the list is read for %(year)s."),
    ),
    # The name, the class
    "name_missing": (ERROR, _("The name is missing. Add the full name and upload the file again.")),
    "name_strange": (
        ERROR,
        _("«%(value)s» is not a name. Write the full name with letters only."),
    ),
    "name_old_font": (
        ERROR,
        _(
            "«%(value)s» is typed with an old font; perhaps it is «%(meant)s». Type the name anew and "
            "upload the file again."
        ),
    ),
    "name_one_word": (
        WARNING,
        _("The name «%(value)s» is a single word. Check whether the family name is there."),
    ),
    "class_missing": (
        ERROR,
        _("The class is missing. Fill in the column «Lớp», or write «Lớp 6A1» above the list."),
    ),
    "class_unreadable": (
        ERROR,
        _(
            "«%(value)s» is not the name of a class (Excel may have turned it into a date). Type it "
            "as text, such as 6A1."
        ),
    ),
    "grade_unknown": (
        ERROR,
        _("The grade of class %(value)s is not known. Add the column «Khối», or open the class first."),
    ),
    "grade_from_name": (
        WARNING,
        _("The list has no column «Khối»; class %(value)s is taken to be of grade %(grade)s. Check it."),
    ),
    "grade_differs": (
        WARNING,
        _(
            "The list says grade %(grade)s for class %(value)s, the school has it as grade "
            "%(known)s; it was kept."
        ),
    ),
    "grade_several": (
        WARNING,
        _("Class %(value)s has pupils of grades %(grade)s; it is opened as a multi-grade class."),
    ),
    "grade_not_taught": (ERROR, _("This school does not teach grade %(value)s. Check the column «Khối».")),
    # Dates
    "date_missing": (ERROR, _("The date of birth is missing. Add it and upload the file again.")),
    "date_missing_with_id": (
        WARNING,
        _("The date of birth is missing; the pupil is recognised by the ministry id alone."),
    ),
    "date_invalid": (
        ERROR,
        _("«%(value)s» is not a date. Write day/month/year, such as 05/09/2015, and upload the file again."),
    ),
    "date_unclear": (
        WARNING,
        _(
            "It is not clear whether the date is %(first)s or %(second)s (day and month may be "
            "swapped). Choose one."
        ),
    ),
    "date_us_order": (WARNING, _("The date «%(value)s» is written month first; read as %(date)s.")),
    "date_year_only": (WARNING, _("Only the year %(value)s is given. The date of birth stays open.")),
    "date_two_digit_year": (WARNING, _("The year of «%(value)s» has two digits; read as %(date)s.")),
    "date_placeholder": (
        WARNING,
        _("01/01 often stands for an unknown day. Check the date of birth."),
    ),
    "date_unlikely": (
        WARNING,
        _("A pupil born on %(value)s would be %(age)s years old. Check the date of birth."),
    ),
    "date_in_future": (
        ERROR,
        _("The date of birth %(value)s lies in the future. Correct it and upload the file again."),
    ),
    # Other values
    "gender_unknown": (WARNING, _("«%(value)s» is neither «Nam» nor «Nữ». The gender stays open.")),
    "ethnic_group_unknown": (
        WARNING,
        _("«%(value)s» is not in the list of the 54 ethnic groups. The group stays open."),
    ),
    "phone_invalid": (WARNING, _("«%(value)s» is not a phone number and was left out.")),
    "phone_text": (WARNING, _("Beside the phone number stands «%(value)s»; only the number was kept.")),
    "phone_old_prefix": (WARNING, _("The old number %(value)s was changed to its new prefix: %(phone)s.")),
    "ministry_id_lost_zero": (
        WARNING,
        _("The ministry id «%(value)s» had lost its first zero; read as %(id)s."),
    ),
    "ministry_id_broken": (
        ERROR,
        _("The ministry id «%(value)s» is damaged (Excel keeps long numbers only as text). Type it as text."),
    ),
    "national_id_lost_zero": (
        WARNING,
        _("The personal id number had lost its first zero; it was put back."),
    ),
    "national_id_broken": (
        WARNING,
        _("The personal id number must have 12 digits; «%(value)s» was left out."),
    ),
    "national_id_differs": (
        WARNING,
        _("The personal id number tells another year of birth or gender than the list. Check the row."),
    ),
    "commune_unknown": (
        WARNING,
        _("«%(value)s» is no commune of Điện Biên, old or new. The commune stays open."),
    ),
    "commune_old": (WARNING, _("The old commune «%(value)s» belongs to %(new)s today.")),
    "commune_unclear": (
        WARNING,
        _("«%(value)s» may be %(first)s or %(second)s. Add the old district, or write today's commune."),
    ),
    "commune_differs": (
        WARNING,
        _("The old commune «%(value)s» belongs to %(first)s, but the list says %(second)s, which was kept."),
    ),
    "status_unknown": (
        ERROR,
        _("The state «%(value)s» is not known. Write «Đang học», «Chuyển đi» or «Bỏ học»."),
    ),
    "value_too_long": (
        ERROR,
        _("The value is too long: «%(value)s…». Shorten it and upload the file again."),
    ),
    "value_error_cell": (WARNING, _("The cell holds the Excel error %(value)s and was left out.")),
    # Who is who
    "twice_in_file": (
        ERROR,
        _("The same pupil already stands in row %(other)s%(where)s. Delete one of the two rows."),
    ),
    "same_id_in_file": (
        ERROR,
        _("The ministry id also stands in row %(other)s%(where)s for another pupil. Check both rows."),
    ),
    "maybe_twice": (
        WARNING,
        _(
            "A pupil of the same name and date of birth also stands in row %(other)s%(where)s, in "
            "class %(class)s. "
            "If it is one pupil, delete one of the two rows."
        ),
    ),
    "pupil_of_other_school": (
        ERROR,
        _(
            "The ministry id belongs to a pupil of another school, so the row was left out. "
            "Check the id; if the pupil moved here, ask the former school or the department to move "
            "the pupil."
        ),
    ),
    "row_of_other_school": (
        ERROR,
        _("The row is of another school («%(value)s»), so it was left out. Upload it for that school."),
    ),
    "title_of_other_school": (
        WARNING,
        _(
            "The file speaks of «%(value)s», but the list is read for %(school)s. Check that it is "
            "the right file."
        ),
    ),
    "id_of_other_pupil": (
        ERROR,
        _(
            "At this school the ministry id belongs to %(name)s, who has another date of birth. "
            "Correct the id or the name."
        ),
    ),
    "name_changes": (WARNING, _("The name changes from «%(old)s» to «%(new)s».")),
    "class_changes": (
        WARNING,
        _("Recognised by name and date of birth; the pupil moves from class %(old)s to %(new)s."),
    ),
    "same_name_other_id": (
        WARNING,
        _(
            "The school has a pupil of the same name and date of birth with another ministry id. "
            "Check that they are two pupils."
        ),
    ),
    "unclear_pupil": (
        ERROR,
        _("Several pupils of the school fit this row. Add the ministry id to tell them apart."),
    ),
    "not_studying": (
        WARNING,
        _("The state is «%(value)s» and the pupil is not known at the school, so the row was left out."),
    ),
    "no_longer_here": (
        WARNING,
        _("The pupil had left («%(value)s») and is taken back into class %(class)s."),
    ),
    "guardian_unreadable": (WARNING, _("«%(value)s» is not a name of a guardian and was left out.")),
    "guardian_differs": (
        WARNING,
        _("The school knows %(old)s as %(relation)s; the list says «%(new)s». The known one was kept."),
    ),
}


@dataclass
class Issue:
    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    values: dict = field(default_factory=dict)

    @property
    def level(self):
        return ISSUES[self.code][0]

    @property
    def sentence(self):
        """What is wrong and what to do; where it is stands beside it."""
        values = {name: str(value)[:120] for name, value in self.values.items()}
        if self.code == "file_refused":
            return self.values["sentence"]
        return str(ISSUES[self.code][1]) % values

    @property
    def alone(self):
        """The sentence as it stands in a table, with a capital letter."""
        return self.sentence[:1].upper() + self.sentence[1:]

    @property
    def message(self):
        """The sentence with its place in front: «Dòng 14: …»."""
        if self.row is None:
            return self.sentence
        if self.column:
            return _now("Row %(row)s, column «%(column)s»: %(sentence)s") % {
                "row": self.row,
                "column": self.column,
                "sentence": self.sentence,
            }
        return _now("Row %(row)s: %(sentence)s") % {"row": self.row, "sentence": self.sentence}
