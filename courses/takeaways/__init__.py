"""What a pupil takes home on a tablet, to learn without signal: a list of pages and files, or one file.

choosing    which pages a takeaway has, for whom
asked_for   what the HTML of a page asks for (pure)
contents    where each of these lies, its size and its hash
listing     the manifest
packing     the signed file that needs no network
places      who downloads now, so that one line carries all
"""
