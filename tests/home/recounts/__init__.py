"""Reports about machines and signal, counted in plain Python: one row at a time, by rules written down anew.

Each function fills {school: Counter} and says which names of it stand in the report's columns, in order.
"""
