"""Articles, local products and the culture archive in the library: found by a search, beside the lectures."""

from courses.library import shelving
from courses.library.own_kinds import languages_in
from home.models import ArticlePage, CultureEntryPage, ProductPage


def register():
    for kind, model in (("article", ArticlePage), ("culture", CultureEntryPage), ("product", ProductPage)):
        shelving.register(shelving.Shelved(kind, model, facts, readable=_open(model)))


def facts(page):
    spoken = languages_in(page.readings) + languages_in(page.body)
    return shelving.Facts(
        title=page.title,
        summary=page.summary,
        body=page.folded_body(),
        languages=" ".join(dict.fromkeys(["vi", *spoken]))[:40],
        has_sound=bool(spoken),
        published_at=page.first_published_at,
    )


def _open(model):
    return lambda user: model.objects.live().public().defer_streamfields()
