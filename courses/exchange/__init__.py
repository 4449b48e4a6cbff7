"""What classes talk about (giao lưu, hỏi thầy cô): `posting` takes in, `screening` and `numbers` (pure) find
what is held back, `moderating` decides, `pairing` joins two classes, `showing` and `waiting` read."""
