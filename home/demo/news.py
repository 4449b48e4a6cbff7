"""What stands on the public home: news, a section on culture, a notice."""

from datetime import timedelta

from home.demo.lessons import publish
from home.models import ArticlePage, NoticePage, SectionPage

# (days ago, title, slug, picture, what it shows, summary, body)
NEWS = [
    (
        3,
        "Mường Nhà bàn giao máy tính bảng đợt 2",
        "muong-nha-ban-giao-may-dot-2",
        "takeaway",
        "Trường có sóng tải bài xuống máy, học sinh mang máy về nhà sàn trên núi",
        "Phụ huynh và học sinh cùng ký nhận máy, nghe hướng dẫn sạc pin và mở sẵn bài để học khi mất sóng.",
        [
            "<p>Sáng thứ Bảy, sân trường PTDTBT THCS Mường Nhà đông hơn ngày thường. Phụ huynh từ các bản "
            "Pu Lau, Huổi Lếch đi bộ xuống từ sớm để cùng con nhận máy.</p>",
            "<p>Mỗi gia đình ký một biên bản: máy, bộ sạc, bao da. Ai không viết được thì điểm chỉ. Thầy cô "
            "chỉ từng em cách mở sẵn bài ở trường, về bản mất sóng vẫn học.</p>",
        ],
        [
            "Thứ Sáu: mở sẵn bài ở trường, nơi có sóng.",
            "Cuối tuần: học ở nhà, bài làm lưu trên máy.",
            "Thứ Hai: máy tự gửi bài khi có mạng.",
        ],
    ),
    (
        12,
        "Góc học tập bên bếp lửa",
        "goc-hoc-tap-ben-bep-lua",
        "stilt_house_night",
        "Nhà sàn ban đêm có một cửa sổ sáng đèn",
        "Một chiếc bàn thấp, một ngọn đèn, giờ học cố định: ba việc nhỏ giúp con học đều hơn.",
        [
            "<p>Nhà chật vẫn có thể có góc học tập. Chọn chỗ xa bếp, khô và đủ sáng; kê một chiếc bàn thấp; "
            "cất máy trên cao khi không học.</p>",
            "<p>Điều quan trọng nhất không phải là bàn đẹp, mà là <b>một giờ học cố định</b>: sau bữa tối, "
            "cả nhà nói khẽ, con học ba mươi phút.</p>",
        ],
        ["Chọn chỗ khô, sáng, xa bếp.", "Hẹn một giờ học cố định.", "Hỏi con: hôm nay con học được gì?"],
    ),
    (
        26,
        "Khi máy hỏng, báo ngay với thầy cô",
        "khi-may-hong-bao-ngay",
        "tablet_parts",
        "Máy tính bảng với các bộ phận được đánh dấu",
        "Báo sớm thì sửa nhanh. Gia đình không phải tự mang máy đi sửa.",
        [
            "<p>Máy rơi, vỡ màn hình, không lên nguồn: em nói với thầy cô chủ nhiệm ngay trong ngày. Nhà "
            "trường ghi lại, gửi máy đi sửa và cho em mượn máy khác nếu có.</p>",
            "<p>Máy mất thì cần báo cả công an xã. Không ai mắng em vì nói thật.</p>",
        ],
        [
            "Nói với thầy cô chủ nhiệm.",
            "Kể rõ: khi nào, ở đâu, máy ra sao.",
            "Nhận phiếu hẹn của nhà trường.",
        ],
    ),
]
CULTURE = [
    (
        8,
        "Mùa hoa ban ở Điện Biên",
        "mua-hoa-ban",
        "ban_flower",
        "Cành hoa ban trắng pha hồng",
        "Hoa ban nở khoảng tháng Hai, tháng Ba. Cả bản vào mùa lễ hội.",
        [
            "<p>Khi sương bớt dày, các sườn núi Điện Biên bắt đầu trắng hoa ban. Hoa năm cánh, lá chia hai "
            "thùy như móng bò. Người Thái hái hoa về làm nộm, đồ xôi.</p>",
            "<p>Em đọc bài giảng «Hoa ban và tấm thổ cẩm Thái» để biết thêm, rồi hỏi ông bà: ngày xưa mùa "
            "hoa ban, bản mình làm những gì?</p>",
        ],
        [],
    ),
    (
        19,
        "Đường chỉ trên khăn piêu",
        "duong-chi-tren-khan-pieu",
        "weaving",
        "Hoa văn thổ cẩm hình thoi nhiều màu trên nền chàm",
        "Con gái Thái học thêu từ nhỏ; nhìn đường chỉ, biết sự khéo léo và kiên nhẫn.",
        [
            "<p>Khăn piêu nền chàm, hai đầu thêu chỉ màu. Hoa văn lặp lại đều đặn như một bài toán: đếm "
            "sợi sai một chỗ, cả hàng sẽ lệch.</p>",
            "<p>Nghề dệt còn sống khi còn người trẻ muốn học. Bản em còn ai biết dệt không?</p>",
        ],
        [],
    ),
]
SECTIONS = [
    ("Tin tức", "tin-tuc", "Chuyện ở các trường, các bản trong chương trình.", NEWS),
    ("Văn hóa Điện Biên", "van-hoa", "Hoa, vải, lễ hội, tiếng nói của các dân tộc quê ta.", CULTURE),
]


def load(shelves, today):
    for title, slug, intro, articles in SECTIONS:
        section = publish(shelves.home, SectionPage(title=title, slug=slug, intro=intro))
        for article in articles:
            _article(shelves, section, today, *article)
    publish(
        shelves.home,
        NoticePage(
            title="Nhắc em mở sẵn bài cuối tuần",
            slug="nhac-tai-bai-cuoi-tuan",
            text="Chiều thứ Sáu, trước khi về bản, em nhớ mở sẵn bài ở nơi có sóng và để nguyên trang.",
            last_day=today + timedelta(days=60),
        ),
    )


def _article(shelves, section, today, days, title, slug, picture, alt, summary, paragraphs, steps):
    cover = shelves.picture(picture, alt)
    body = [("text", paragraphs[0]), ("picture", {"picture": cover, "alt": alt, "caption": ""})]
    body += [("text", paragraph) for paragraph in paragraphs[1:]]
    if steps:
        body.append(("steps", {"steps": steps}))
    page = ArticlePage(
        title=title, slug=slug, date=today - timedelta(days=days), summary=summary, cover=cover
    )
    page.body = body
    publish(section, page)
