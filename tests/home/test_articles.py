"""Articles of a section, by topic."""

from home.models import HomePage, NewsTopic, SectionPage
from home.models.articles import ArticlePage


def test_articles_are_read_by_topic(client, db):
    section = HomePage.objects.get().add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    for title, topic in (("Tiêm phòng", "health"), ("Giá ngô", "market")):
        topic = NewsTopic.objects.get(code=topic)
        section.add_child(instance=ArticlePage(title=title, topic=topic, sources="Trạm y tế xã"))
    page = client.get("/tin-tuc/?topic=health").content.decode()
    assert "Tiêm phòng" in page
    assert "Giá ngô" not in page
    assert "Giá ngô" in client.get("/tin-tuc/?topic=khong").content.decode()
    assert "Trạm y tế xã" in client.get("/tin-tuc/tiem-phong/").content.decode()
