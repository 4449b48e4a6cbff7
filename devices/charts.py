"""Numbers as shapes for inline SVG. Positions are strings: a template would write 3.5 as «3,5»."""


def columns(values, width, height, gap=1):
    """Columns side by side for `values`; each {"x", "middle", "y", "width", "height", "value"}."""
    highest = max(values, default=0) or 1
    step = width / max(len(values), 1)
    return [
        {
            "x": _text(place * step),
            "middle": _text(place * step + max(step - gap, 0.5) / 2),
            "y": _text(height - height * value / highest),
            "width": _text(max(step - gap, 0.5)),
            "height": _text(height * value / highest),
            "value": value,
        }
        for place, value in enumerate(values)
    ]


def strip(parts, width):
    """One bar cut into parts; `parts` are pairs of (name, value). Empty parts are left out."""
    total = sum(value for _name, value in parts) or 1
    pieces, x = [], 0
    for name, value in parts:
        if value:
            length = width * value / total
            pieces.append({"name": name, "x": _text(x), "width": _text(length), "value": value})
            x += length
    return pieces


def _text(number):
    return f"{number:.2f}".rstrip("0").rstrip(".")
