"""Contests of works (thi sản phẩm): `sheets` (criteria to begin with), `entering` and `files` take works in
(form and event alike; `arriving` what tablets send), `drawing` (pure) and `judges` say who judges what,
`spread` (pure) and `standing` what it comes to, `publishing` says it, `showing` under whose names."""
