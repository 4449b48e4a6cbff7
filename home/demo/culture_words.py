"""What the six entries of the demo's archive tell. Tellers are made up."""

EXAMPLE = (
    "Dữ liệu minh họa do chương trình viết; người kể là nhân vật hư cấu, không thay cho lời kể của bà con."
)
# (account, people): who reads for whom in the demo.
SPEAKERS = [("xa.muongnha", "Thái"), ("tua.muongnha", "Mông"), ("so.gddt", "Hà Nhì")]
ALL_WORDS = ["may_name", "may_be_used"]

ENTRIES = [
    {
        "title": "Nậm, huổi, nà: địa danh kể chuyện",
        "slug": "dia-danh-nam-huoi-na",
        "kind": "place-name",
        "people": "Thái",
        "own_name": "nặm ꪙꪾ꫁",
        "summary": "Nghe tên bản là biết ở đó có suối, có ruộng hay có núi: nhiều địa danh quê ta là tiếng "
        "Thái.",
        "communes": ["Nậm Kè", "Nậm Nèn", "Nà Tấu", "Mường Nhà"],
        "calendar": "all_year",
        "picture": ("stream", "Dòng suối chảy giữa hai nếp nhà sàn và ruộng"),
        "body": [
            (
                "text",
                "<p>Ở Điện Biên có xã Nậm Kè, Nậm Nèn, Nà Tấu, Mường Nhà. Đó không phải những tiếng vô "
                "nghĩa. "
                "Người Thái đặt tên theo điều mình thấy trước mắt: nước, ruộng, núi, khe.</p>",
            ),
            ("picture", "Nặm là nước, là suối. Suối đi qua đâu, bản ở đó."),
            (
                "side_by_side",
                (
                    "Mấy tiếng hay gặp trong tên đất",
                    [
                        ("vi", "", "nước, suối\nkhe nước nhỏ\nruộng\nnúi\nvùng đất nhiều bản\nlàng"),
                        ("blt", "Latn", "nặm\nhuổi\nnà\npú\nmường\nbản"),
                    ],
                ),
            ),
            (
                "side_by_side",
                (
                    "Một tiếng, ba cách viết",
                    [("vi", "", "nước"), ("blt", "Latn", "nặm"), ("blt", "Tavt", "ꪙꪾ꫁")],
                ),
            ),
            (
                "box",
                {
                    "heading": "Em thử nhé",
                    "text": "<p>Tên bản em, tên suối gần trường có tiếng nào trong bảng trên? Hỏi ông bà "
                    "xem vì sao gọi thế.</p>",
                },
            ),
        ],
        "sources": ["Hỏi chuyện ở bản, đối chiếu với sách Địa lí địa phương"],
        "collected_by": "Tổ Lịch sử và Địa lí, Trường PTDTBT THCS Mường Nhà",
    },
    {
        "title": "Xên bản: cả bản cúng đầu năm",
        "slug": "xen-ban",
        "kind": "festival",
        "people": "Thái",
        "own_name": "xên bản",
        "summary": "Lễ cúng chung của cả bản, cầu mưa thuận gió hòa, rồi ném còn, kéo co và vòng xòe.",
        "communes": ["Mường Nhà", "Thanh Nưa", "Núa Ngam"],
        "villages": "các bản người Thái",
        "calendar": "lunar",
        "first": 1,
        "last": 2,
        "when": "sau Tết, trước khi xuống đồng",
        "picture": ("xoe_ring", "Vòng xòe quanh đống lửa, già trẻ nắm tay nhau"),
        "body": [
            (
                "text",
                "<p>«Xên» là cúng. Xên bản là lễ của chung: nhà nào cũng góp, ít gạo, ít rượu, ít công. "
                "Thầy mo khấn, "
                "các già bản ngồi cạnh, trẻ con im lặng nghe.</p>",
            ),
            ("picture", "Cúng xong là hội: không ai đứng ngoài vòng xòe."),
            (
                "text",
                "<p>Cúng xong thì vui: ném còn, kéo co, tó má lẹ. Tối đến cả bản nắm tay nhau xòe. "
                "Trong mấy ngày ấy, người ta kiêng cãi nhau, kiêng chặt cây ở rừng của bản.</p>",
            ),
            ("quote", {"words": "Ngày bé tôi được chia một nắm xôi ở lễ, ngon hơn xôi ở nhà.", "who": ""}),
            (
                "steps",
                {
                    "steps": [
                        "Góp lễ.",
                        "Thầy mo khấn, già bản chứng kiến.",
                        "Ăn chung.",
                        "Trò chơi và vòng xòe.",
                    ]
                },
            ),
        ],
        "teller": (
            "Lò Thị Khún",
            "Mường Nhà",
            "Kể về xên bản ngày bé",
            ALL_WORDS,
            "Đọc lại cho bà nghe trước khi đăng.",
        ),
        "collected_by": "Quàng Thị Hiên, Trường PTDTBT THCS Mường Nhà",
        "word_of": "một già bản đã nghe đọc lại (minh họa)",
    },
    {
        "title": "Đường chỉ trên khăn piêu",
        "slug": "duong-chi-tren-khan-pieu",
        "kind": "dress",
        "people": "Thái",
        "own_name": "piêu",
        "summary": "Con gái Thái học thêu từ nhỏ; nhìn đường chỉ, biết sự khéo léo và kiên nhẫn.",
        "communes": ["Thanh Yên", "Mường Nhà"],
        "calendar": "all_year",
        "when": "thêu lúc nông nhàn",
        "picture": ("weaving", "Hoa văn thổ cẩm hình thoi nhiều màu trên nền chàm"),
        "body": [
            (
                "text",
                "<p>Khăn piêu nền chàm, hai đầu thêu chỉ màu. Người thêu không vẽ trước. Hoa văn nằm trong "
                "đầu và trong "
                "cách <b>đếm sợi</b>: sai một chỗ, cả hàng lệch.</p>",
            ),
            ("picture", "Thêu từ mặt trái, hoa văn hiện ra ở mặt phải."),
            (
                "text",
                "<p>Ở góc khăn có những tai nhỏ gọi là «cút piêu». Khăn che nắng, giữ ấm, và là món quà "
                "con gái tặng "
                "bên nhà chồng tương lai.</p>",
            ),
            (
                "steps",
                {
                    "steps": [
                        "Dệt vải bông.",
                        "Nhuộm chàm nhiều lần.",
                        "Đếm sợi, thêu hai đầu khăn.",
                        "Kết cút ở góc.",
                    ]
                },
            ),
        ],
        "teller": ("Cà Thị Phóng", "Thanh Yên", "Kể cách thêu khăn piêu", ["may_be_used"], "Không nêu tên."),
        "collected_by": "Tổ Lịch sử và Địa lí, Trường PTDTBT THCS Mường Nhà",
    },
    {
        "title": "Mùa hoa ban",
        "slug": "mua-hoa-ban",
        "kind": "custom",
        "people": "Thái",
        "own_name": "bók ban",
        "summary": "Hoa ban nở khoảng tháng Hai, tháng Ba: nộm hoa ban, xôi hoa ban, và lúc nhắc nhau phát "
        "nương.",
        "communes": ["Điện Biên Phủ", "Thanh Nưa", "Mường Phăng"],
        "calendar": "solar",
        "first": 2,
        "last": 3,
        "when": "khi sương bớt dày",
        "reading": (
            "hoa-ban-va-tho-cam",
            "Nghe: Mùa hoa ban",
            "Cây ban mọc nhiều trên các sườn núi Tây Bắc. Hoa có năm cánh, màu trắng, hồng, hoặc phớt tím. "
            "Lá chia hai thùy, trông như móng bò. Hoa nở rộ khoảng tháng Hai, tháng Ba, khi trời bắt đầu ấm. "
            "Nhìn hoa nở, người già biết đã đến lúc chuẩn bị nương.",
        ),
        "picture": ("ban_flower", "Cành hoa ban trắng pha hồng"),
        "body": [
            (
                "text",
                "<p>Khi sương bớt dày, các sườn núi bắt đầu trắng hoa ban. Hoa năm cánh, lá chia hai thùy "
                "như móng bò. "
                "Người Thái hái hoa về làm nộm, đồ xôi, xào măng.</p>",
            ),
            ("picture", "Lá ban hai thùy, hoa năm cánh."),
            (
                "text",
                "<p>Hoa nở cũng là lịch: người già nhìn hoa mà biết đã đến lúc phát nương. Tháng Ba hằng "
                "năm tỉnh mở Lễ "
                "hội Hoa Ban, có thi trang phục, trò chơi và vòng xòe.</p>",
            ),
        ],
        "teller": ("Lò Văn Ơn", "Thanh Nưa", "Kể về mùa hoa ban", [*ALL_WORDS, "may_voice"], ""),
        "collected_by": "Quàng Thị Hiên, Trường PTDTBT THCS Mường Nhà",
    },
    {
        "title": "Tiếng khèn của người Mông",
        "slug": "tieng-khen-mong",
        "kind": "dance",
        "people": "Mông",
        "own_name": "qeej",
        "summary": "Sáu ống trúc, một bầu gỗ: khèn vừa thổi vừa múa, lúc vui ngày Tết, lúc tiễn người đi xa.",
        "communes": ["Tủa Chùa", "Sính Phình", "Pu Nhi", "Xã Xa Dung"],
        "calendar": "lunar",
        "first": 12,
        "last": 1,
        "when": "nhiều nhất vào dịp Tết",
        "picture": ("khen", "Cây khèn Mông sáu ống trúc cong trên nền núi"),
        "body": [
            (
                "text",
                "<p>Khèn có sáu ống trúc xuyên qua một bầu gỗ. Trong mỗi ống có một lưỡi đồng mỏng. Thổi "
                "ra hay hít vào, khèn đều kêu, "
                "nên tiếng khèn nối liền không đứt.</p>",
            ),
            ("picture", "Sáu ống dài ngắn khác nhau, mỗi ống một nốt."),
            (
                "side_by_side",
                (
                    "Gọi tên",
                    [("vi", "", "cây khèn\nthổi khèn\nngười Mông"), ("hmn", "", "qeej\ntshuab qeej\nHmoob")],
                ),
            ),
            (
                "text",
                "<p>Người thổi khèn vừa thổi vừa xoay, nhảy, cúi. Bài khèn ngày Tết khác bài khèn đám "
                "tang; không ai thổi "
                "lẫn. Bài khèn đám tang chỉ thổi khi có việc, nên ở đây không ghi âm.</p>",
            ),
        ],
        "teller": (
            "Vừ A Dế",
            "Tủa Chùa",
            "Kể về cây khèn",
            ALL_WORDS,
            "Không ghi âm bài khèn đám tang.",
        ),
        "collected_by": "Giàng A Tủa, Trường PTDTBT THCS Mường Nhà",
        "word_of": "một nghệ nhân khèn đã nghe (minh họa)",
    },
    {
        "title": "Gạ Ma Thú: cúng bản của người Hà Nhì",
        "slug": "ga-ma-thu",
        "kind": "festival",
        "people": "Hà Nhì",
        "own_name": "Gạ Ma Thú",
        "summary": "Đầu năm, người Hà Nhì ở Sín Thầu dựng cổng, cúng rừng, cúng bản, cầu cho người và lúa "
        "khỏe.",
        "communes": ["Sín Thầu", "Mường Nhé"],
        "calendar": "lunar",
        "first": 1,
        "last": 2,
        "when": "mỗi bản chọn ngày của mình",
        "picture": ("village_gate", "Cổng bản bằng gỗ ở bìa rừng, treo trứng nhuộm màu"),
        "body": [
            (
                "text",
                "<p>Gạ Ma Thú là lễ cúng bản. Trước lễ, đàn ông dựng cổng ở đầu bản, treo những vật đan "
                "bằng tre để ngăn điều xấu. "
                "Khu rừng cạnh bản được giữ kĩ: không ai chặt cây, không ai săn ở đó.</p>",
            ),
            ("picture", "Cổng bản dựng ở bìa rừng."),
            (
                "text",
                "<p>Trẻ con thích nhất là quả trứng nhuộm màu đựng trong túi lưới đeo trước ngực. Mấy ngày "
                "lễ, người trong bản "
                "nghỉ việc nương, đến nhà nhau ăn cơm.</p>",
            ),
            (
                "box",
                {
                    "heading": "Khi em là khách",
                    "text": "<p>Thấy cổng mới dựng, em hỏi người trong bản trước khi đi qua.</p>",
                },
            ),
        ],
        "teller": (
            "Pờ Xuyến Me",
            "Sín Thầu",
            "Kể về Gạ Ma Thú",
            ALL_WORDS,
            "Không chụp nơi cúng trong rừng.",
        ),
        "collected_by": "Nhóm biên soạn của chương trình",
        "word_of": "một già bản Hà Nhì ở Sín Thầu (minh họa)",
    },
]
