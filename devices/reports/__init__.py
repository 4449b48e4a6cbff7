"""Every indicator about machines and signal, told once: its heading, its rows, what is not known, its
formula, its threshold, whose business it is and the next act.

Screen, print, workbook and JSON (devices/views/reports.py) read the same `Answer`. A report of places
(`PlaceReport`) shows sums of what devices/tally.py counted school by school, so that a province is as
quick as a school and may be cut by today's communes, by the old ones, by area or by school; a
`ListReport` makes its rows itself. A new one is an object in the module of its topic, and stands in
`REPORTS` below.
"""

from devices.reports import coverage, custody, plan, quality, signal, state, upkeep, use

# (topic on screen, its reports), in the order in which they are read.
TOPICS = [
    (coverage.TOPIC, coverage.REPORTS),
    (plan.TOPIC, plan.REPORTS),
    (state.TOPIC, state.REPORTS),
    (upkeep.TOPIC, upkeep.REPORTS),
    (use.TOPIC, use.REPORTS),
    (signal.TOPIC, signal.REPORTS),
    (custody.TOPIC, custody.REPORTS),
    (quality.TOPIC, quality.REPORTS),
]
REPORTS = {report.slug: report for _topic, reports in TOPICS for report in reports}
