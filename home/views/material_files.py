"""A file of a training class, handed to whoever was found to be one of its people."""

from django.http import FileResponse

from lms.downloads import alone


def material_file(material):
    """The file of a material, as the browser shows it."""
    answer = FileResponse(material.file.open("rb"), as_attachment=False)
    answer["Content-Type"] = "application/pdf" if material.file.name.endswith(".pdf") else "image/jpeg"
    answer["Cache-Control"] = "private, no-store"
    return alone(answer)
