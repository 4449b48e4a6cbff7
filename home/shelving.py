"""Articles in the library: found by a search, beside the lectures."""

from courses.library import shelving
from home.models import ArticlePage


def register():
    shelving.register(
        shelving.Shelved(
            "article",
            ArticlePage,
            facts,
            readable=lambda user: ArticlePage.objects.live().public().defer_streamfields(),
        )
    )


def facts(page):
    return shelving.Facts(
        title=page.title, summary=page.summary, body=page.folded_body(), published_at=page.first_published_at
    )
