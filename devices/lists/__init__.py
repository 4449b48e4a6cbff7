"""Lists of machines from Excel: deliveries that come in, and hand-over lists that were kept by hand.

Read by `students/roster/reader.py`; here is what their columns mean (`words`), how the numbers on machines
are read (`numbers`), what stands above a list (`facts`), and what its rows do: `handovers` → `handing`
for lists of receivers, `stock` → `stocking` for deliveries. `plan` holds a list while it is looked at.
"""
