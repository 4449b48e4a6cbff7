"""Who made a lecture, out of what, and what others may do with it."""

import re

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lms.languages import Language

# What a teacher who writes a short lecture finds chosen; nobody else says it for an author.
OWN = "own"
# «Lò Thị Lan, Trường PTDTBT THCS Mường Nhà»: the name ends at the first of these.
AFTER_A_NAME = re.compile(r"\s*(?:[,;(]|\s[–-]\s).*")


class Licence(models.Model):
    """What may be done with a lecture; the department may reword the rows and add some."""

    code = models.SlugField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    meaning = models.CharField(
        _("what it allows"), max_length=250, help_text=_("A sentence that every reader understands.")
    )
    address = models.URLField(
        _("address"), max_length=250, blank=True, help_text=_("Where the whole wording stands, if anywhere.")
    )
    names_a_holder = models.BooleanField(
        _("must name whose work it is"), default=False, help_text=_("As with a permission or a textbook.")
    )
    may_be_copied = models.BooleanField(
        _("other schools may copy and adapt it"),
        help_text=_("Their copy then names the authors of this one."),
    )
    place = models.PositiveSmallIntegerField(_("place in the list"), default=50)

    class Meta:
        ordering = ["place", "code"]
        verbose_name = _("licence")
        verbose_name_plural = _("licences")

    def __str__(self):
        return self.name


class Credited(models.Model):
    """A page that tells who made it, its sources and its licence, and for which contest it was made."""

    language = models.CharField(_("language"), max_length=3, choices=Language, default=Language.VIETNAMESE)
    authors = models.TextField(
        _("authors"),
        max_length=600,
        blank=True,
        help_text=_("As readers are to know them; one on each line: full name, school."),
    )
    sources = models.TextField(
        _("sources"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Books, pages and pictures it was made from; one on each line: title, author, year, address."
        ),
    )
    licence = models.ForeignKey(
        Licence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("licence"),
        help_text=_(
            "What other schools may do with this lecture. Please choose: without a licence they may read it, "
            "but not copy it."
        ),
    )
    licence_holder = models.CharField(
        _("whose work it is"),
        max_length=200,
        blank=True,
        help_text=_("Who gave the permission, or which textbook (title, lesson, page)."),
    )
    contest_name = models.CharField(
        _("contest"),
        max_length=160,
        blank=True,
        help_text=_("Leave it empty if it was not made for a contest."),
    )
    contest_year = models.CharField(
        _("year"), max_length=20, blank=True, help_text=_("For example 2026–2027.")
    )
    contest_position = models.CharField(
        _("position of the authors"),
        max_length=120,
        blank=True,
        help_text=_("For example: teacher of maths."),
    )
    contest_school = models.CharField(_("school of the authors"), max_length=160, blank=True)
    contest_logo = models.ForeignKey(
        "lms.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Of the school or of the contest."),
    )
    contest_contact = models.CharField(
        _("contact"),
        max_length=160,
        blank=True,
        help_text=_("A telephone number or an e-mail address. Whoever may read the lecture can read it."),
    )

    class Meta:
        abstract = True

    @property
    def author_lines(self):
        return lines_of(self.authors)

    @property
    def author_names(self):
        """The names alone, without schools."""
        return names_of_authors(self.authors)

    @property
    def source_lines(self):
        return lines_of(self.sources)

    def why_not_copied(self):
        """A sentence about why another school may not take this lecture over, or None."""
        if self.licence and self.licence.may_be_copied:
            return None
        told = {"title": self.title, "whom": self.whom_to_ask()}
        if self.licence is None:
            return (
                _now(
                    "«%(title)s» may be read, but not copied yet: no licence is written down. Ask %(whom)s "
                    "to choose one, or lead your pupils to it by its address."
                )
                % told
            )
        return _now(
            "«%(title)s» may be read, but not copied: its licence is «%(licence)s». Ask %(whom)s for "
            "permission, or lead your pupils to it by its address."
        ) % {**told, "licence": self.licence.name}

    def whom_to_ask(self):
        """Whoever can allow more: the holder, the authors as credited, their school, the department."""
        if self.licence and self.licence.names_a_holder and self.licence_holder:
            return self.licence_holder
        return "; ".join(self.author_lines) or str(self.school or _now("the department of education"))


def signature(user, school):
    """How `user` signs a lecture of a course of `school`: full name, and the school if there is one."""
    return ", ".join(str(part) for part in (user.get_full_name(), school) if part)


def lines_of(text):
    return [line for one in text.splitlines() if (line := one.strip(" -•\t"))]


def names_of_authors(text):
    """The names in a text with one author on each line.

    >>> names_of_authors("Lò Thị Lan, Trường THCS Mường Nhà")
    ['Lò Thị Lan']
    """
    return [name for line in lines_of(text) if (name := AFTER_A_NAME.sub("", line))]
