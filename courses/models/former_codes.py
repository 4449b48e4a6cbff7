from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerCode(models.Model):
    """What a question was called before it moved to another bank. Quizzes that name it so still find it,
    and the number is never given to another question."""

    bank = models.ForeignKey("courses.QuestionBank", models.PROTECT, related_name="former_codes")
    number = models.PositiveIntegerField()
    question = models.ForeignKey("courses.Question", models.CASCADE, related_name="former_codes")
    moved_at = models.DateTimeField(_("moved"), auto_now_add=True)

    class Meta:
        verbose_name = _("former code of a question")
        verbose_name_plural = _("former codes of questions")
        constraints = [models.UniqueConstraint(fields=["bank", "number"], name="former_code_once")]

    def __str__(self):
        return self.code

    @property
    def code(self):
        return f"{self.bank.code}-{self.number}"
