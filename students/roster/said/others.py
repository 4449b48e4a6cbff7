"""Of staff, teaching, guardians and households: lists beside the class list."""

from django.utils.translation import gettext_lazy as _

from .levels import ERROR, WARNING

OTHERS = {
    # Staff
    "person_twice_in_file": (
        ERROR,
        _("The same person already stands in row %(other)s%(where)s. Delete one of the two rows."),
    ),
    "unclear_teacher": (
        ERROR,
        _("The school has several teachers named %(value)s. Add the telephone number, or mark them apart."),
    ),
    "staff_has_left": (
        WARNING,
        _("%(value)s no longer works here and is not known at the school, so the row was left out."),
    ),
    "staff_not_teaching": (
        ERROR,
        _("«%(value)s» does not stand before a class, so the row was left out: this list is of teachers."),
    ),
    "phone_changes": (WARNING, _("The telephone number changes from %(old)s to %(new)s.")),
    "subject_unknown_skipped": (
        WARNING,
        _("«%(value)s» is not a known subject and was left out."),
    ),
    # Teaching
    "teacher_unknown": (
        ERROR,
        _("%(value)s is not among the teachers of the school. Upload the list of teachers first."),
    ),
    "subject_unknown": (
        ERROR,
        _("«%(value)s» is not a known subject. Write its full name, such as «Công nghệ» instead of «CN»."),
    ),
    "class_unknown": (
        ERROR,
        _(
            "The school has no class «%(value)s» in this year. Upload the class list first, "
            "or correct the name."
        ),
    ),
    "teaching_missing": (
        ERROR,
        _("The subject or the class is missing. Write for example «Toán 6A1, 6A2»."),
    ),
    "taught_by_two": (
        WARNING,
        _("%(value)s of class %(class)s is taught by %(name)s as well; both are kept."),
    ),
    "homeroom_twice": (
        ERROR,
        _("Class %(value)s already has %(name)s as homeroom teacher in this list. Keep one of the two."),
    ),
    "homeroom_changes": (
        WARNING,
        _("The homeroom teacher of class %(value)s changes; until now it was %(old)s."),
    ),
    # Pupils whom the school should know
    "pupil_unknown": (
        ERROR,
        _(
            "%(value)s is not among the pupils of the school. Upload the class list first, "
            "or correct the row."
        ),
    ),
    "pupil_born_otherwise": (
        ERROR,
        _(
            "%(value)s of this class was born on %(days)s by the book; the list says %(said)s. Is it the "
            "same pupil? Choose, or correct the row."
        ),
    ),
    "pupil_told_too_little": (
        ERROR,
        _(
            "The name alone does not tell which pupil it is. Add the date of birth, the class or "
            "the ministry id."
        ),
    ),
    "guardian_missing": (
        ERROR,
        _("No guardian is named. Add the name of the father, the mother or another."),
    ),
    # Households
    "poverty_missing": (
        ERROR,
        _("It is not told whether the household is poor or near-poor. Write «Hộ nghèo» or «Hộ cận nghèo»."),
    ),
    "poverty_unknown": (
        ERROR,
        _("«%(value)s» is neither poor nor near-poor. Write «Hộ nghèo», «Hộ cận nghèo» or «Thoát nghèo»."),
    ),
    "household_head_missing": (
        ERROR,
        _("The head of the household is not told, and the pupil has no household yet. Add the name."),
    ),
    "head_differs": (
        WARNING,
        _(
            "The school knows %(old)s as head of the household; the list says «%(new)s». "
            "The known one was kept."
        ),
    ),
    "household_told_twice": (
        ERROR,
        _("Row %(other)s says otherwise about the same household. Correct one of the two rows."),
    ),
    "certificate_date_unclear": (
        WARNING,
        _("«%(value)s» is not a clear day for the certificate; the first day of the school year was taken."),
    ),
}
