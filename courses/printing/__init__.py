"""Quizzes on paper: what is printed, and how what was written by hand is read.

layout      a paper as it lies on the desk: parts, numbers, letters
written     an answer as it is written on paper, and back: keys, typed sheets and files alike
facts       what the typesetter is told of a paper; typst_maths its formulas, drawings its pictures
sheets      the answer sheet; keys, the key of all codes; matrix, topic by level
word_page   pieces of a Word file; word_papers and word_tables what is made of them
files       all of it by name, as PDF, docx or one zip
"""
