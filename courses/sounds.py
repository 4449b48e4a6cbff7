"""Recordings that read a question or passage aloud: looked at, light, at an address that nobody can guess.

Like the picture of a question, one may belong to a quiz that has not opened: its name is drawn by lot, only a
page that asks the question tells it, and no author's rights reach the collection in which it lies.
"""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from courses.pictures import collection
from lms.beginnings import begins_as
from lms.models import MediaFile
from lms.secret_names import secret_name

OF_QUESTIONS = "Âm thanh của câu hỏi"
MOST_BYTES = 1024 * 1024
ACCEPTED = "audio/ogg,audio/webm,audio/mp4,audio/mpeg,.opus,.ogg,.webm,.m4a,.mp3"
# What else tells the sound by the ending of its file, and within how many bytes.
CODECS = {
    "opus": ([b"OpusHead"], 512),
    "webm": ([b"A_OPUS"], 8192),
    "m4a": ([b"mp4a", b"Opus"], MOST_BYTES),
    "mp3": ([b""], 0),
}
PICTURES = (b"V_VP", b"V_AV1", b"V_MPEG", b"avc1", b"hvc1", b"hev1", b"vp09", b"av01")


class NotKept(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a recording is not kept, as a sentence for the teacher."""


def file_for_question(raw):
    """An uploaded recording (bytes) under a name drawn by lot. Raises NotKept."""
    if len(raw) > MOST_BYTES:
        raise NotKept(_("The recording is larger than 1 MB. Speak shorter, or save it as Opus or MP3."))
    ending = ending_of(raw)
    if ending is None:
        raise NotKept(_("This is no recording that plays everywhere here. Record it here, or choose MP3."))
    return ContentFile(raw, name=f"{secret_name()}.{ending}")


def ending_of(raw):
    """The ending for what the bytes are: Opus, AAC or MP3, without a film; None for all else."""
    if any(sign in raw for sign in PICTURES):
        return None
    for ending, (codecs, within) in CODECS.items():
        if begins_as(ending, raw) and any(codec in raw[:within] for codec in codecs):
            return ending
    return None


def keep_for_question(file, title):
    # The form says that no pupil may be heard: nobody could take it out of papers again.
    sound = MediaFile.objects.create(
        title=title[:200], file=file, collection=collection(OF_QUESTIONS), pupils="nobody"
    )
    sound.get_file_hash()
    return sound


def is_of_question(file):
    return file.collection.name == OF_QUESTIONS


def drop_if_unused(file):
    """Nobody finds a recording again that no question plays."""
    from courses.models import Passage, QuestionVersion

    used = [model.objects.filter(audio=file).exists() for model in (QuestionVersion, Passage)]
    if is_of_question(file) and not any(used):
        file.delete()
