"""Three local products of the demo, with made-up makers."""

from datetime import timedelta

from home.demo.people import commune
from home.models import ProductIndexPage, ProductPage

NOTE = "<p><i>Dữ liệu minh họa: hợp tác xã trong bài là hư cấu.</i></p>"
PORTAL = (
    "outside",
    {"name": "Cổng thông tin điện tử tỉnh Điện Biên", "url": "https://dienbien.gov.vn/", "megabytes": "3.5"},
)
PRODUCTS = [
    {
        "title": "Chè Shan tuyết cây cao",
        "slug": "che-shan-tuyet",
        "maker": "Hợp tác xã Chè Mây (minh họa)",
        "commune": "Tủa Chùa",
        "stars": 4,
        "price": "250.000 đ một lạng loại ngon",
        "summary": "Hái từ những cây chè cao hơn mái nhà, búp phủ lông trắng như tuyết.",
        "picture": ("tea_leaves", "Búp chè non trên nền đồi chè"),
        "story": [
            "<p>Cây chè Shan ở vùng cao Tủa Chùa to bằng cột nhà. Người hái phải trèo. Búp chè có lông "
            "trắng, sao bằng chảo gang, "
            "đảo tay cho đến khi thơm.</p>",
            "<p>Một mẻ chè ngon cần ba người: người hái biết chọn búp, người sao biết giữ lửa, người nếm "
            "biết lúc dừng.</p>",
        ],
        "ways": [("shop", {"name": "Chợ phiên Tủa Chùa", "where": "Chủ nhật, dãy hàng chè"}), PORTAL],
    },
    {
        "title": "Miến dong",
        "slug": "mien-dong",
        "maker": "Tổ nhóm miến Pu Nhi (minh họa)",
        "commune": "Pu Nhi",
        "stars": 3,
        "price": "70.000 đ một cân",
        "summary": "Củ dong nghiền lấy bột, tráng mỏng, phơi nắng hai buổi là thành sợi.",
        "picture": ("noodles_drying", "Những giàn miến phơi dưới nắng trên sườn núi"),
        "story": [
            "<p>Miến ngon không cần phẩm màu: sợi hơi xám, dai, thả vào nước sôi không nát. Nhà làm miến "
            "trông trời: "
            "nắng to thì phơi, trời mù thì nghỉ.</p>"
        ],
        "ways": [("shop", {"name": "Chợ Mường Thanh", "where": "Sáng hằng ngày, hàng đồ khô"}), PORTAL],
    },
    {
        "title": "Mật ong hoa ban",
        "slug": "mat-ong-hoa-ban",
        "maker": "Hộ nuôi ong ở Mường Nhà (minh họa)",
        "commune": "Mường Nhà",
        "stars": None,
        "price": "180.000 đ nửa lít",
        "summary": "Mùa hoa ban ngắn, mật ít; quay mật vào tháng Ba, tháng Tư.",
        "picture": ("honey", "Tầng ong và mấy con ong thợ"),
        "story": [
            "<p>Đàn ong để ở bìa rừng. Người nuôi chừa lại một phần mật cho ong ăn lúc mưa. Lấy hết thì "
            "năm sau không còn đàn.</p>"
        ],
        "ways": [("shop", {"name": "Mua tại nhà", "where": "Hỏi ở trường hoặc trạm y tế xã"})],
    },
]


def load(shelves, today):
    shelf = ProductIndexPage(
        title="Sản vật quê em",
        slug="san-vat",
        intro="Ai làm, làm thế nào, mua ở đâu: chuyện của những thứ quê mình làm ra.",
    )
    shelves.home.add_child(instance=shelf)
    shelf.save_revision().publish()
    for told in PRODUCTS:
        cover = shelves.picture(*told["picture"])
        page = ProductPage(
            **{name: told[name] for name in ("title", "slug", "maker", "stars", "price", "summary", "ways")},
            commune=commune(told["commune"]),
            cover=cover,
            maker_agreed_on=today - timedelta(days=30),
            maker_agreed_how="dữ liệu minh họa",
            live=False,
        )
        page.body = [("text", words) for words in [*told["story"], NOTE]]
        shelf.add_child(instance=page)
        page.save_revision().publish()
