"""What the HTML of a page asks for: style, scripts, pictures, sounds, films, files. Pure.

Of what a page offers in several forms a tablet takes one along that every browser shows or plays; the others
are named with it, so that whichever a browser asks for is answered by the one that is there. Of a sound there
may be a lighter form, which the browser takes instead where it plays it.
"""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

STATIC, PICTURES, FILES = "/static/", "/media/images/", "/files/"
# Of a picture in several forms: what every browser since Chrome 80 shows, about as wide as a tablet's column.
FORMS = ("image/webp", "image/jpeg", "")
WIDTH = 640
# Of a sound: what is played everywhere; WebM and Ogg are not, by Safari before 17 and old iPads.
PLAYED_EVERYWHERE = ("audio/mp4", "audio/mpeg")


@dataclass(frozen=True)
class Wanted:
    """One file of a page; `instead`: addresses of the same thing in other forms; `lighter`: one of them, for
    browsers that play it."""

    url: str
    instead: tuple = ()
    is_film: bool = False
    lighter: str = ""


def of(html):
    """[Wanted] in the order of the page, each once."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = {}
    for wanted in reader.wanted:
        known = found.get(wanted.url)
        # A film stands once in its player and once as a link.
        if known is None or (wanted.instead and not known.instead):
            found[wanted.url] = wanted
    named = {other for wanted in found.values() for other in wanted.instead}
    return [wanted for url, wanted in found.items() if url not in named]


def is_ours(url):
    return url.startswith((STATIC, PICTURES, FILES))


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.wanted = []
        # While inside: of a <picture> [(form, width, address)], of <audio> [(form, address)], of <film-ways>
        # [address].
        self.picture = self.sounds = self.films = None

    def handle_starttag(self, tag, attributes):
        told = {name: value or "" for name, value in attributes}
        if tag == "picture":
            self.picture = []
        elif tag == "audio":
            self.sounds = [("", told["src"])] if told.get("src") else []
        elif tag == "film-ways":
            self.films = []
        elif tag == "source" and self.picture is not None:
            self._note_pictures(told.get("type", ""), told.get("srcset", ""))
        elif tag == "source" and self.sounds is not None:
            self.sounds.append((told.get("type", ""), told.get("src", "")))
        elif tag == "img" and self.picture is not None:
            self._note_pictures("image/jpeg", told.get("srcset", ""))
            self.picture.append(("", 0, _path(told.get("src", ""))))
        elif tag == "video" or "data-film" in told:
            self._note_film(told)
        else:
            for value in told.values():
                self._note(value)

    def handle_endtag(self, tag):
        if tag == "picture" and self.picture is not None:
            self._choose_picture()
            self.picture = None
        elif tag == "audio" and self.sounds is not None:
            self._choose_sound()
            self.sounds = None
        elif tag == "film-ways" and self.films is not None:
            # The lighter one stands for the better: it comes last.
            self._choose_film(self.films[::-1])
            self.films = None

    def _note(self, value):
        # Several addresses in one value (data-later), and one alone.
        for one in value.split():
            url = _path(one.rstrip(","))
            if is_ours(url):
                self.wanted.append(Wanted(url))

    def _note_pictures(self, form, srcset):
        for part in srcset.split(","):
            url, _space, width = part.strip().partition(" ")
            number = width.strip().removesuffix("w")
            self.picture.append((form, int(number) if number.isdecimal() else 0, _path(url)))

    def _note_film(self, told):
        if poster := told.get("data-poster"):
            self._note(poster)
        address = _path(told.get("src") or told.get("href") or "")
        if self.films is None:
            self._choose_film([address])
        elif address not in self.films:
            self.films.append(address)

    def _choose_picture(self):
        offered = [(form, width, url) for form, width, url in self.picture if is_ours(url)]
        for wanted in FORMS:
            of_form = [(abs(width - WIDTH), url) for form, width, url in offered if form == wanted]
            if of_form:
                _far, url = min(of_form)
                self._keep([url, *(other for _form, _width, other in offered)])
                return

    def _choose_sound(self):
        # A page offers the lightest first.
        offered = [
            (form, url) for form, url in ((form, _path(src)) for form, src in self.sounds) if is_ours(url)
        ]
        everywhere = [url for form, url in offered if form.startswith(PLAYED_EVERYWHERE)]
        urls = [url for _form, url in offered]
        lightest = urls[0] if everywhere and urls[0] != everywhere[0] else ""
        self._keep([*everywhere, *urls], lighter=lightest)

    def _choose_film(self, addresses):
        self._keep([url for url in map(_path, addresses) if is_ours(url)], is_film=True)

    def _keep(self, urls, **more):
        if urls:
            first, *others = dict.fromkeys(urls)
            self.wanted.append(Wanted(first, tuple(others), **more))


def _path(address):
    """The path of an address on this site; "" of any other."""
    try:
        found = urlsplit(address)
    except ValueError:
        return ""
    return "" if found.scheme or found.netloc else found.path
