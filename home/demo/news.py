"""What stands on the public home: news, information by topic, a notice."""

from datetime import timedelta

from home.demo.lessons import publish
from home.models import ArticlePage, NewsTopic, NoticePage, SectionPage

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
# (days ago, title, slug, topic, source, summary, paragraphs, steps)
INFORMATION = [
    (
        5,
        "Rét đậm: giữ ấm cho trâu, bò",
        "ret-dam-giu-am-trau-bo",
        "farming",
        "Kinh nghiệm của người chăn nuôi; dữ liệu minh họa",
        "Che chuồng, lót rơm, cho ăn thêm: ba việc làm trước khi rét về.",
        [
            "<p>Trời dưới 12 độ, trâu bò già và bê non dễ chết rét. Che kín hướng gió, nhưng để thoáng "
            "phía trên.</p>",
            "<p>Rơm khô lót chuồng dày một gang tay. Sáng cho uống nước ấm pha ít muối, đừng thả ra khi "
            "còn sương.</p>",
        ],
        ["Che chuồng.", "Lót rơm khô.", "Cho uống nước ấm.", "Không thả khi sương còn dày."],
    ),
    (
        9,
        "Rửa tay đúng: sáu động tác",
        "rua-tay-dung",
        "health",
        "Hướng dẫn rửa tay của ngành y tế, kể lại bằng lời dễ hiểu",
        "Xà phòng và nửa phút. Rửa trước khi ăn, sau khi đi vệ sinh, sau khi cho gà ăn.",
        ["<p>Nước sạch chưa đủ: phải có xà phòng. Em vừa rửa vừa đếm thầm đến ba mươi.</p>"],
        [
            "Xoa hai lòng bàn tay.",
            "Xoa mu bàn tay.",
            "Xoa kẽ ngón.",
            "Xoa mặt ngoài các ngón.",
            "Xoay từng ngón cái.",
            "Xoay đầu ngón vào lòng bàn tay.",
        ],
    ),
    (
        14,
        "Vì sao sáng mùa đông có sương muối?",
        "vi-sao-co-suong-muoi",
        "science",
        "Sách Khoa học tự nhiên 6",
        "Không phải muối đâu: đó là hơi nước đóng thành băng rất mỏng trên lá.",
        [
            "<p>Đêm quang mây, mặt đất mất nhiệt nhanh. Lá cây lạnh dưới 0 độ thì hơi nước trong không khí "
            "đóng thành tinh thể "
            "băng trắng. Nhìn giống muối, nên gọi là sương muối.</p>",
            "<p>Sương muối làm cháy lá rau. Tối nào trời trong và lặng gió, người trồng rau che luống.</p>",
        ],
        [],
    ),
    (
        16,
        "Bán ngô: hỏi giá trước, cân hai lần",
        "ban-ngo-hoi-gia",
        "market",
        "Dữ liệu minh họa",
        "Giá lên xuống theo ngày. Hỏi ba chỗ, phơi cho khô rồi bán sẽ được giá hơn.",
        ["<p>Ngô ướt nặng cân nhưng bị trừ nhiều. Phơi thêm hai nắng, cắn thấy giòn là được.</p>"],
        [
            "Hỏi giá ít nhất ba chỗ.",
            "Phơi khô.",
            "Cân ở nhà rồi cân lại ở chỗ mua.",
            "Ghi lại ngày, số cân, số tiền.",
        ],
    ),
    (
        21,
        "Hộ nghèo, cận nghèo: hỏi hỗ trợ học tập ở đâu?",
        "hoi-ho-tro-hoc-tap",
        "policy",
        "Hỏi lại trường và Ủy ban nhân dân xã để biết quy định đang áp dụng",
        "Hai nơi để hỏi: nhà trường và Ủy ban nhân dân xã. Mang theo giấy chứng nhận hộ nghèo, cận nghèo.",
        [
            "<p>Mỗi năm quy định có thể thay đổi, nên hỏi trước khi làm giấy tờ. Nhà trường có danh sách "
            "việc cần nộp và ngày hết hạn.</p>",
            "<p>Hỏi không mất tiền. Ai bảo đóng tiền để được hỗ trợ thì đừng đưa, báo cho xã.</p>",
        ],
        ["Hỏi thầy cô chủ nhiệm.", "Chụp giấy chứng nhận.", "Nộp đúng hạn, giữ lại bản sao."],
    ),
]


def load(shelves, today):
    news = SectionPage(
        title="Tin tức", slug="tin-tuc", intro="Chuyện ở các trường, các bản trong chương trình."
    )
    publish(shelves.home, news)
    topics = {topic.code: topic for topic in NewsTopic.objects.all()}
    for article in NEWS:
        _article(shelves, news, today, *article, topic=topics["school"])
    intro = "Chính sách, sức khỏe, khoa học, giá cả, mùa vụ: ngắn gọn, dễ hiểu."
    section = publish(shelves.home, SectionPage(title="Thông tin cho bà con", slug="thong-tin", intro=intro))
    for days, title, slug, topic, source, summary, paragraphs, steps in INFORMATION:
        page = ArticlePage(
            title=title,
            slug=slug,
            date=today - timedelta(days=days),
            summary=summary,
            topic=topics[topic],
            sources=source,
        )
        page.body = [("text", words) for words in paragraphs] + (
            [("steps", {"steps": steps})] if steps else []
        )
        publish(section, page)
    publish(
        shelves.home,
        NoticePage(
            title="Nhắc em mở sẵn bài cuối tuần",
            slug="nhac-tai-bai-cuoi-tuan",
            text="Chiều thứ Sáu, trước khi về bản, em nhớ mở sẵn bài ở nơi có sóng và để nguyên trang.",
            last_day=today + timedelta(days=60),
        ),
    )


def _article(shelves, section, today, days, title, slug, picture, alt, summary, paragraphs, steps, topic):
    cover = shelves.picture(picture, alt)
    body = [("text", paragraphs[0]), ("picture", {"picture": cover, "alt": alt, "caption": ""})]
    body += [("text", paragraph) for paragraph in paragraphs[1:]]
    if steps:
        body.append(("steps", {"steps": steps}))
    page = ArticlePage(
        title=title,
        slug=slug,
        date=today - timedelta(days=days),
        summary=summary,
        cover=cover,
        topic=topic,
    )
    page.body = body
    publish(section, page)
