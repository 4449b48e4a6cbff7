"""Local products: published with their maker's yes, bought elsewhere knowing the cost."""

import pytest

from courses.publicity import NoConsent
from tests.home import archive


def test_one_leaves_for_a_shop_of_others_knowing_the_cost(public, client):
    page = client.get("/san-vat/mien-dong-pu-nhi/").content.decode()
    assert "2,5 MB" in page
    assert "https://example.org/mien" not in page
    product = archive.ProductPage.objects.get()
    there = client.get(f"/products/{product.translation_key}/{product.ways[1].id}/").content.decode()
    assert 'href="https://example.org/mien"' in there
    assert client.get(f"/products/{product.translation_key}/{public.translation_key}/").status_code == 404


def test_a_product_waits_for_its_makers_yes(db):
    page = archive.make_product(maker_agreed_on=None)
    with pytest.raises(NoConsent, match="đồng ý"):
        page.get_latest_revision().publish()
