"""How the classes of the new year are probably called. Asks no database; people have the last word."""

import re

from lms.text import fold


def next_name(name, grade):
    """«6A1» of grade 6 is «7A1» next year; "" when the name does not tell the grade."""
    for number in re.finditer(r"\d+", name):
        if int(number[0]) == grade:
            return f"{name[: number.start()]}{grade + 1}{name[number.end() :]}"
    return ""


def name_key(name):
    """«7 a1» and «7A1» are one class."""
    return fold(name).replace(" ", "")


def proposed(school_class, grade, grades):
    """The name of the class that the pupils of `grade` in `school_class` go into; "" when they leave
    the school, None when nobody can guess. `grades`: what the school teaches."""
    if grade + 1 not in grades:
        return ""
    if grade < school_class.grades[-1]:
        # A multi-grade class goes on; only its oldest leave it.
        return school_class.name
    if school_class.is_multi_grade:
        return f"{grade + 1}A"
    return next_name(school_class.name, grade) or None
