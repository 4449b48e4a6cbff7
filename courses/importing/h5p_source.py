"""An exercise of H5P: its words, its pictures, what it says besides."""

from .found import Picture
from .lines import collapsed
from .package import beside
from .pieces import lose_feedback
from .xml_texts import PackageFiles, Texts

FOLDER = "content/content.json"


class Source:
    """`params`: what the exercise holds; `whole`: the set it is an entry of."""

    def __init__(self, found, params, opened, whole=None):
        self.found, self.params, self.opened, self.whole = found, params, opened, whole or params
        self.texts = Texts(found, PackageFiles(opened, FOLDER))

    def words(self, html, is_answer=False):
        return self.texts.words(html if isinstance(html, str) else "", is_answer)

    def piece(self, html):
        return self.texts.piece(html if isinstance(html, str) else "")

    def take_text(self, *htmls):
        """The words of the question, of several texts under one another, and its picture."""
        pieces = [self.piece(html) for html in htmls]
        self.found.text = "\n".join(filter(None, [piece.text for piece in pieces])) or self.found.text
        self.found.pictures = [*self.media(), *(one for piece in pieces for one in piece.pictures)]

    def media(self):
        """The picture above an exercise; a sound or film is told."""
        told = self.params.get("media") or {}
        told = told.get("type", told) if isinstance(told, dict) else {}
        params = told.get("params") if isinstance(told, dict) else None
        if not isinstance(params, dict):
            return []
        if "Image" not in str(told.get("library", "")):
            if params.get("files") or params.get("sources"):
                self.found.say("sound", name=str(told.get("library", "")).split(" ")[0])
            return []
        return self.picture(params.get("file"), params.get("alt"))

    def picture(self, file, alt=""):
        """[Picture] of {"path": "images/…"}."""
        path = str(file.get("path", "")) if isinstance(file, dict) else ""
        if not path:
            return []
        if path.startswith(("http://", "https://")):
            self.found.say("picture_outside", address=path)
            return []
        name = beside(FOLDER, path.removesuffix("#tmp"))
        content = self.opened.picture(name) if name else None
        if content is None:
            self.found.say("picture_missing", name=path.rpartition("/")[2])
            return []
        return [
            Picture(name.rpartition("/")[2], content, collapsed(alt if isinstance(alt, str) else "")[:250])
        ]

    def behaviour(self, name, usual=False):
        told = self.whole.get("behaviour")
        return told.get(name, usual) if isinstance(told, dict) else usual

    def explain(self):
        """Feedback on the whole: one for every score explains, several cannot be kept."""
        ranges = self.whole.get("overallFeedback")
        told = [one for one in ranges if isinstance(one, dict)] if isinstance(ranges, list) else []
        said = [text for one in told if (text := self.words(one.get("feedback")))]
        if len(said) == 1 and len(told) == 1:
            self.found.feedback = said[0]
            return
        for text in said:
            lose_feedback(self.found, text)
