"""What was written on paper comes back: typed in by the class, or read from a file.

standing    what stands of a class: who has a paper typed in, with which answers
taking      one pupil's sheet becomes an Attempt with its events
sheet_file  the Excel file to fill in, and how a filled one is read
plan        what taking such a file over would do; doing and undoing it
"""
