"""What a class may be called: as schools write it in their books (6A1, 10A, Lá 1, 5B ghép, 1+2 ghép)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# A letter or a digit first: «=1+1» would be a formula in somebody's spreadsheet, «--» no name at all.
CLASS_NAME = re.compile(r"[^\W_](?:[^\W_]|[ .,/+&()'’–-])*")


def is_class_name(name):
    return bool(CLASS_NAME.fullmatch(name))


def refuse_odd_name(name):
    """For fields of forms: a sentence when it is no name of a class."""
    if not is_class_name(name):
        raise ValidationError(
            _("«%(name)s» is not the name of a class. Write it as in the books: 6A1, 10A, Lá 1, 5B ghép."),
            params={"name": name},
        )
