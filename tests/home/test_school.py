"""The page of a school: its figures, and that they agree with the lists behind them."""

from tests.devices import builders as make


def test_the_figure_of_devices_says_what_the_list_counts_besides(signed_in, school_admin, muong_nha):
    make.make_device(muong_nha)
    make.make_device(muong_nha, lifecycle="lost")
    client = signed_in(school_admin)
    page = client.get("/school/").content.decode()
    assert '<span class="number">1</span> <span class="quiet">máy</span>' in page
    assert "và 1 máy đã mất, không dùng nữa hoặc đã thanh lí" in page
    listed = client.get("/devices/").content.decode()
    assert "2 máy, trong đó 1 máy đã mất, không dùng nữa hoặc đã thanh lí" in listed


def test_where_nothing_is_lost_nothing_is_said_of_it(signed_in, school_admin, muong_nha):
    make.make_device(muong_nha)
    client = signed_in(school_admin)
    assert "thanh lí" not in client.get("/school/").content.decode()
    assert "trong đó" not in client.get("/devices/").content.decode()


def test_a_lost_device_of_another_school_is_not_counted(signed_in, school_admin, na_hy):
    make.make_device(na_hy, lifecycle="lost")
    assert "thanh lí" not in signed_in(school_admin).get("/school/").content.decode()
