"""A file of marks is uploaded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile


@pytest.fixture
def upload(class_6a, signed_in, ms_lan):
    """Upload as Ms Lan; the page of the list comes back."""

    def send(content, name="diem.xlsx", by=ms_lan, **told):
        file = SimpleUploadedFile(name, content)
        path = f"/mark-book/{class_6a.uid}/1/-/file/"
        return signed_in(by).post(path, {"file": file, **told}, follow=True)

    return send
