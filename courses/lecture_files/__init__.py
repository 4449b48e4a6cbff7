"""Lectures out of what teachers already have: PowerPoint, Word and PDF.

A reader is pure: bytes in, a list of `Piece` out, in the order in which a pupil reads them; what is lost
says so with the slide or page it stood on. Only a file that cannot be read at all raises `Refused`.

    formats            which reader reads what, found by what the file holds and never by its name
    found, said        what a reader brings, and every sentence
    word, slides/, pdf the readers; pdf_child runs alone, with little memory and no rights
    lines, pieces      paragraphs and tables → pieces of a lecture
    drawn              pictures made small, and their weight
    keeping, reading   the file waits; read in the background (models/lecture_files.py)
    arranging          what a person changes in the preview
    applying           drafts of lectures, once, in one transaction; and undone
    report             the same told as JSON
"""
