"""Make the light copies of a film or sound: begun when it is uploaded, done by the worker, one at a time.

What is done stays done: a worker that was killed in the middle goes on with the copy that lacks. A copy is
written aside and moved into its place whole (lms/contents.py), so that nobody is ever served half of one.
"""

import fcntl
import logging
import shutil
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from courses import files, keeping, sounds
from courses.media import copies, ffmpeg, probing, recipes, slides
from courses.media.recipes import READERS, RECIPE
from courses.models import LecturePage, MediaCopy, Preparation
from lms import contents, tasks
from lms.models import MediaFile

log = logging.getLogger(__name__)

WORK = "work"
MB = 1024 * 1024
# Besides what the copies themselves may weigh.
LEAST_FREE = 300 * MB
SECONDS_BETWEEN_WORDS = 2
FRAME_SIDE, FRAME_QUALITY, POSTER_QUALITY = 480, 42, 60
LOOK = (32, 18)


def begin(file, by=None):
    """Have the light copies of `file` made, unless they are there or on the way; returns the Job, or None."""
    if not is_made_light(file):
        return None
    with transaction.atomic():
        source_hash = file.get_file_hash()
        told = {"source_hash": source_hash, "read_as": recipes.read_as(file.file_extension.lower())}
        work, _made = Preparation.objects.get_or_create(**told)
        work = Preparation.objects.select_for_update().get(pk=work.pk)
        if work.recipe == RECIPE or (work.job and not work.job.is_finished):
            return None
        work.job = tasks.start(
            "media.prepare",
            by=by,
            title=_("Making «%(title)s» light") % {"title": file.title[:120]},
            next_url=reverse("wagtaildocs:edit", args=[file.pk]) if by else "",
            preparation=work.pk,
        )
        work.save(update_fields=["job"])
    return work.job


def is_made_light(file):
    """Films and sounds are; what reads a question aloud was recorded light and lies under a secret name."""
    return copies.is_film_or_sound(file) and not sounds.is_of_question(file)


def on_saved(sender, instance, update_fields=None, **kwargs):
    """A file was uploaded, or another one put in its place."""
    if update_fields is None or "file" in update_fields:
        with suppress(OSError):
            begin(instance, by=instance.uploaded_by_user)


def all_that_lacks():
    """Begin the work on every file whose copies are missing or of an older recipe; returns how many."""
    begun = 0
    for file in MediaFile.objects.select_related("collection").order_by("pk").iterator(chunk_size=200):
        try:
            begun += begin(file) is not None
        except OSError:
            log.warning("File %d is not on the disk.", file.pk)
    return begun


@tasks.job("media.prepare", gettext_lazy("Making a film or sound light"))
def prepare(job, preparation):
    """Make the copies that lack. Raises tasks.Later between two of them when other work waits: an import of a
    class list does not wait for an hour of film."""
    work = Preparation.objects.filter(pk=preparation).first()
    file = work and _file_of(work)
    if file is None or work.recipe == RECIPE:
        return None
    try:
        with working_folder(work.source_hash, job) as folder:
            _make_copies(job, work, file, folder)
    except probing.Refused as refusal:
        work.why = str(refusal)[:500]
        _end(work)
        raise
    work.why = ""
    _end(work)
    # What an older recipe made and this one does not.
    work.copies.exclude(recipe=RECIPE).delete()
    tell_pages(work.source_hash)
    return {"seconds": round(work.seconds)}


def _file_of(work):
    for file in files.with_content(work.source_hash):
        ending = file.file_extension.lower()
        if ending in READERS and recipes.read_as(ending) == work.read_as:
            return file
    return None


def _make_copies(job, work, file, folder):
    source = Path(file.file.path)
    try:
        found = probing.probe(source, file.file_extension.lower(), file.title)
    except FileNotFoundError as error:
        raise probing.Refused(
            _("The file of «%(name)s» is not on the server any more. Upload it once more.")
            % {"name": file.title}
        ) from error
    work.seconds = found.seconds or work.seconds
    steps = recipes.steps(found, map_tones=found.is_hdr and ffmpeg.maps_tones())
    whole, before = sum(step.share for step in steps), 0
    there = set(work.copies.filter(recipe=RECIPE).values_list("form", flat=True))
    for step in steps:
        if step.form not in there:
            say = _progress(job, step, before, whole, work.seconds)
            say(0)
            _make(work, step, source, found, file, folder, say)
            if step is not steps[-1] and tasks.others_wait(job):
                raise tasks.Later
        before += step.share


def _make(work, step, source, found, file, folder, say):
    # A film that was made light already is drawn from that: hundreds of megabytes are read once.
    light = _light_film(work) if step.form in ("240p", "frame") else None
    path, reader = (light, "mov") if light else (source, found.reader)
    try:
        if step.form == "frame":
            _make_pictures(work, step, path, reader, folder, say)
        else:
            _make_copy(work, step, path, reader, found, file, folder, say)
    except ffmpeg.Failed as trouble:
        raise _refusal(trouble, file.title) from trouble


def _make_copy(work, step, path, reader, found, file, folder, say):
    target = folder / f"{step.form}.{step.ending}"
    most = _most_bytes(step, work.seconds)
    _room_for(most, file)
    ffmpeg.make(
        path, reader, step.arguments, target,
        seconds=_most_seconds(found), most_bytes=most, on_second=say,
    )  # fmt: skip
    made = probing.told(ffmpeg.look(target, READERS[step.ending]), READERS[step.ending])
    # The sound of a film may end before it.
    is_whole = step.form in recipes.SIDES or not found.has_video
    if is_whole and work.seconds and made.seconds < 0.95 * work.seconds - 1:
        raise probing.Refused(probing.cut_off(file.title, made.seconds, work.seconds))
    if made.seconds > probing.MOST_SECONDS:
        probing.judge(made, file.title, wants_video=made.has_video)
    if not work.seconds:
        work.seconds = made.seconds
    _keep(work, step.form, target, step, width=made.width, height=made.height)


def _make_pictures(work, step, path, reader, folder, say):
    """Stills: those that stand for the film while one only listens, and the one shown before it plays."""
    ffmpeg.make(
        path, reader, step.arguments, folder / "%06d.jpg",
        seconds=600 + int(work.seconds), most_bytes=2 * MB, on_second=say,
    )  # fmt: skip
    stills = sorted(folder.glob("*.jpg"))
    looks = [_look(still) for still in stills]
    chosen = slides.choose(looks, recipes.SECONDS_BETWEEN_SAMPLES)
    made = []
    if looks:
        # Of the first minute, for what comes later may tell the answer.
        poster = stills[slides.clearest(looks[:30])]
        made.append(("poster", 0, *_drawn(poster, folder / "poster.webp", None, POSTER_QUALITY)))
    for position in chosen:
        at = position * recipes.SECONDS_BETWEEN_SAMPLES * 1000
        target = folder / f"{position}.webp"
        made.append(("frame", at, *_drawn(stills[position], target, FRAME_SIDE, FRAME_QUALITY)))
    with transaction.atomic():
        # Another recipe may choose other moments.
        work.copies.filter(form__in=["poster", "frame"]).delete()
        for form, at, target, size in made:
            _keep(work, form, target, step, width=size[0], height=size[1], at_ms=at)


def _keep(work, form, target, step, width, height, at_ms=0):
    told = {"content_type": step.content_type, "ending": step.ending, "recipe": RECIPE}
    size = target.stat().st_size
    told |= {"size": size, "width": width, "height": height, "digest": contents.keep(target)}
    with transaction.atomic():
        MediaCopy.objects.update_or_create(preparation=work, form=form, at_ms=at_ms, defaults=told)
        work.save(update_fields=["seconds"])


def _end(work):
    work.recipe, work.ended_at = RECIPE, timezone.now()
    work.save(update_fields=["recipe", "why", "seconds", "ended_at"])


def tell_pages(source_hash):
    """Lectures that play the file offer its copies from now on, and say what they weigh."""
    from courses.publishing import prepare_lecture

    with transaction.atomic():
        keeping.forget_everything()
    pages = {page.pk for file in files.with_content(source_hash) for page in files.live_pages_with(file)}
    for pk in LecturePage.objects.filter(pk__in=pages).values_list("pk", flat=True):
        with transaction.atomic():
            prepare_lecture.enqueue(pk)


@contextmanager
def working_folder(source_hash, job=None):
    """An empty folder for the work on one file, that no other worker enters meanwhile; gone afterwards."""
    place = Path(settings.MEDIA_ROOT) / WORK
    place.mkdir(parents=True, exist_ok=True)
    folder = place / source_hash
    with (place / f"{source_hash}.lock").open("w") as lock:
        # The lock goes with the process, however that ends.
        while not _locked(lock):
            if job:
                job.progress(job.done, message=_("Another worker is at this file; this one waits."))
            time.sleep(SECONDS_BETWEEN_WORDS)
        # What a worker left that was killed.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _locked(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _light_film(work):
    row = work.copies.filter(form="360p", recipe=RECIPE).first()
    path = row and contents.path(row.digest)
    return path if path and path.exists() else None


def _progress(job, step, before, whole, seconds):
    """A function that is told at which second of the film the work is, and says so from time to time."""
    spoken = [0.0]
    words = {
        "opus": _("making the sound light"),
        "aac": _("making the sound light for older browsers"),
        "360p": _("making the film light"),
        "240p": _("making the film still lighter"),
        "frame": _("choosing pictures out of the film"),
    }[step.form]

    def say(second):
        now = time.monotonic()
        if second and now - spoken[0] < SECONDS_BETWEEN_WORDS:
            return
        spoken[0] = now
        done = min(1, second / seconds) if seconds else 0
        job.progress(round(100 * (before + done * step.share) / whole), 100, words)

    return say


def _refusal(trouble, name):
    log.info("ffmpeg on %s: %s", name, trouble)
    if trouble.took_too_long or "Cannot allocate memory" in trouble.said:
        return probing.Refused(probing.too_heavy(name))
    return probing.Refused(probing.unreadable(name))


def _most_seconds(found):
    """Of the processor: 4K in H.265 takes about four times as long as it lasts."""
    return 300 + int(6 * (found.seconds or probing.MOST_SECONDS))


def _most_bytes(step, seconds):
    rate = recipes.RATES.get(step.form, 0) + recipes.SOUND_RATE
    return 4 * MB + int(1.5 * rate / 8 * (seconds or probing.MOST_SECONDS))


def _room_for(size, file):
    if shutil.disk_usage(settings.MEDIA_ROOT).free < size + LEAST_FREE:
        raise tasks.Explained(
            _(
                "The server has no room on its disk to make «%(title)s» light. The file itself is kept. Tell "
                "the administrator; it is tried again every night."
            )
            % {"title": file.title}
        )


def _look(still):
    with Image.open(still) as picture:
        return list(picture.convert("L").resize(LOOK).tobytes())


def _drawn(still, target, side, quality):
    """(file, its size) of a still as WebP, which Chrome 80 knows."""
    with Image.open(still) as picture:
        if side:
            picture.thumbnail((side, side))
        picture.save(target, "WEBP", quality=quality, method=5)
        return target, picture.size
