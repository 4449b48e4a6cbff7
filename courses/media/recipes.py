"""How light copies are made: what ffmpeg is told for each form. No database, no file is touched here."""

from dataclasses import dataclass, field

# Another number makes everything anew, in the night (`manage.py prepare_media`).
RECIPE = 2

# Which reader of ffmpeg takes files of each ending; no other is ever tried, whatever is in them.
VIDEO = {
    "mp4": "mov",
    "m4v": "mov",
    "mov": "mov",
    "3gp": "mov",
    "webm": "matroska",
    "mkv": "matroska",
    "avi": "avi",
}
# A telephone's browser records WebM without a picture: called weba, so that nobody waits for a film in it.
SOUND = {"mp3": "mp3", "m4a": "mov", "opus": "ogg", "ogg": "ogg", "wav": "wav", "weba": "matroska"}
READERS = VIDEO | SOUND

# What browsers play as it is, where there is no light copy yet.
PLAYED = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "weba": "audio/webm",
}

OPUS, AAC = 'audio/webm; codecs="opus"', 'audio/mp4; codecs="mp4a.40.2"'
# Chrome 80 and every tablet since 2013 decode this in hardware.
H264 = 'video/mp4; codecs="avc1.4d401e,mp4a.40.2"'
WEBP = "image/webp"

# Bits a second. With the sound 2.4 MB a minute, and half of that.
RATES = {"360p": 268_000, "240p": 108_000}
SIDES = {"360p": 360, "240p": 240}
SOUND_RATE = 48_000
# So light an Opus sound is taken over as it is.
LIGHT_OPUS = 40_000
SECONDS_BETWEEN_SAMPLES = 2
SAMPLE_SIDE = 640

# Nothing of where, when and on what it was taken, nor who wrote it.
BARE = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-sn", "-dn"]
# From a brightness for HDR screens to that of every tablet; without it such films are grey and pale.
FOR_EVERY_SCREEN = (
    ",zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
    "zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
)
MP4 = ["-movflags", "+faststart", "-f", "mp4"]


@dataclass(frozen=True)
class Step:
    """One copy (or the samples of a film), its share of the work, and how it is said while it is made."""

    form: str
    share: int
    content_type: str = ""
    ending: str = ""
    arguments: list = field(default_factory=list)


def opus(found):
    """Speech and song, 180 KB a minute, in WebM: Safari plays Opus there earlier than in Ogg."""
    if found.sound_codec == "opus" and 0 < found.bits_a_second <= LIGHT_OPUS and not found.has_video:
        how = ["-c:a", "copy"]
    else:
        # Long packets, for each has a head of its own.
        how = ["-ac", "1", "-ar", "48000", "-c:a", "libopus", "-b:a", "24k", "-frame_duration", "60"]
    told = ["-map", "0:a:0", "-vn", *BARE, *how, "-cues_to_front", "1", "-f", "webm"]
    return Step("opus", 6, OPUS, "webm", told)


def aac(found):
    told = ["-map", "0:a:0", "-vn", *BARE, *_aac(), *MP4]
    return Step("aac", 6, AAC, "m4a", told)


def film(form, found, map_tones=False):
    """H.264 whose shorter side is at most that of the form, 25 pictures a second at most; never larger."""
    side, rate = SIDES[form], RATES[form]
    # A picture kept narrow in its file is first drawn as wide as it is meant.
    picture = (
        "scale=w='2*trunc(iw*sar/2)':h='2*trunc(ih/2)',setsar=1,"
        f"scale=w='if(gt(iw,ih),-2,2*trunc(min({side},iw)/2))':h='if(gt(iw,ih),2*trunc(min({side},ih)/2),-2)'"
    )
    picture += FOR_EVERY_SCREEN if map_tones else ""
    told = ["-map", "0:V:0", *(["-map", "0:a:0"] if found.has_sound else ["-an"]), *BARE]
    told += ["-vf", picture, "-fpsmax", "25", "-pix_fmt", "yuv420p"]
    told += ["-c:v", "libx264", "-preset", "fast", "-profile:v", "main", "-level", "3.0", "-crf", "27"]
    told += [
        "-maxrate",
        str(rate),
        "-bufsize",
        str(4 * rate),
        "-g",
        "250",
        *(_aac() if found.has_sound else []),
    ]
    return Step(form, 60 if form == "360p" else 18, H264, "mp4", [*told, *MP4])


def samples(map_tones=False):
    """A still every two seconds, to choose from."""
    picture = (
        f"fps=1/{SECONDS_BETWEEN_SAMPLES},scale=w='if(gt(iw,ih),min({SAMPLE_SIDE},iw),-2)'"
        f":h='if(gt(iw,ih),-2,min({SAMPLE_SIDE},ih))'"
    )
    picture += FOR_EVERY_SCREEN if map_tones else ""
    return Step(
        "frame", 10, WEBP, "webp", ["-map", "0:V:0", "-an", "-vf", picture, "-q:v", "3", "-f", "image2"]
    )


def read_as(ending):
    """How files of this ending are taken: «video mov»."""
    return f"{'video' if ending in VIDEO else 'sound'} {READERS[ending]}"


def steps(found, map_tones=False):
    """What is made of a file, lightest first: pupils can listen while the film is still being made.

    With `map_tones` the first film is made for every screen; what is drawn from it is so already.
    """
    made = [opus(found), aac(found)] if found.has_sound else []
    if found.has_video:
        if found.shorter_side > SIDES["240p"]:
            made += [film("360p", found, map_tones), film("240p", found), samples()]
        else:
            made += [film("240p", found, map_tones), samples(map_tones)]
    return made


def _aac():
    return ["-ac", "1", "-ar", "44100", "-c:a", "aac", "-b:a", str(SOUND_RATE), "-flags:a", "+bitexact"]
