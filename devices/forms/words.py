"""How a line of the ledger is named in a list to tick."""


def line_words(line):
    """«K7M3PX · Samsung Galaxy Tab A9 · R9TX…», «SIM 0912…», «Bộ sạc × 1»."""
    if line.device:
        return f"{line.device.code} · {line.device.model} · {line.device.serial}"
    if line.sim:
        return f"SIM {line.sim}"
    return f"{line.accessory} × {line.quantity}"
