"""What classes talk about (hỏi thầy cô, bảng của lớp): `posting` takes in, `screening` and `numbers` (pure)
find what is held back, `moderating` decides, `pairing` joins two classes, `showing` and `waiting` read."""
