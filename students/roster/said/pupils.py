"""Of a pupil's name, class and dates, and of who a pupil is."""

from django.utils.translation import gettext_lazy as _

from .levels import ERROR, WARNING

PUPILS = {
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
