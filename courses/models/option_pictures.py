from django.db import models


class OptionPicture(models.Model):
    """A picture to be chosen: what one option of a version shows above its text, which names it."""

    version = models.ForeignKey(
        "courses.QuestionVersion", models.CASCADE, related_name="option_pictures", editable=False
    )
    option = models.CharField(max_length=20)
    picture = models.ForeignKey("lms.Picture", models.PROTECT, related_name="options_shown_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "option"], name="option_picture_once")]

    def __str__(self):
        return f"{self.version_id} {self.option}"
