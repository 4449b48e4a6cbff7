"""Repairs: `steps` opens one, leads it forward and ends it; `told` says in plain words where the machine is
and how long each state took; `papers` prints the sheet that goes with it to the workshop.
"""
