"""What is said about files of questions: whether it stands in the way, and the sentence.

An error: the question is not taken over as it is. Lossy: it is, but something of the file is not; the
sentence says what. A note: nothing is lost.
"""

from django.utils.translation import gettext_lazy as _

ERROR, LOSSY, NOTE = "error", "lossy", "note"

OF_FILES = {
    "empty_file": _("The file is empty. Save it once more in the program it comes from and upload it anew."),
    "too_large": _("The file is too large: at most %(limit)s MB. Split it into several files."),
    "too_many": _("The file holds more than %(limit)s questions. Split it into several files."),
    "no_questions": _(
        "No question was found in the file. Look whether it is the right file, and of a kind that is read "
        "here: %(formats)s."
    ),
    "unknown_format": _(
        "It cannot be told what kind of file this is. Files of these kinds are read: %(formats)s. "
        "Save it as one of them, or choose the kind yourself."
    ),
    "package": _(
        "This is a package (.zip) or an Office file. Here files of these kinds are read: %(formats)s. Unpack "
        "it, or export the questions as one of them."
    ),
    "package_damaged": _(
        "The package breaks off or is damaged, so it was not opened. Export it once more and upload the new "
        "file."
    ),
    "package_password": _("The package is protected by a password. Save it without one and upload that."),
    "package_packing": _(
        "The package is packed in a way that is not read here. Unpack it on a computer, pack it anew as an "
        "ordinary .zip file, and upload that."
    ),
    "package_unpacks_too_large": _(
        "The package would unpack to an unusually large size, so it was not opened. Split it into several, "
        "or leave out films and other large files."
    ),
    "package_too_many_members": _(
        "The package holds more than %(limit)s files, so it was not opened. Split it into several."
    ),
    "package_unsafe_names": _(
        "The file «%(name)s» in the package has a name that leads out of it, so the package was not opened. "
        "Export it once more from the program it comes from."
    ),
    "old_word": _(
        "This is a Word file of the old kind (.doc). Open it in Word, choose «Save as», type .docx, and "
        "upload that."
    ),
    "not_word": _("This is no Word file with a text. Save the exam in Word as .docx and upload that."),
    "sheet_refused": "%(sentence)s",
    "no_headings": _(
        "No headings of questions were found in the sheet. Put a row above the questions that names the "
        "columns: «Câu hỏi», «A», «B», «C», «D», «Đáp án», or fill in our template."
    ),
    "unknown_letters": _(
        "The letters of the file cannot be made out. Open it, choose «Save as» with the encoding UTF-8, and "
        "upload that."
    ),
    "not_text": _(
        "The file is not a text with questions, or it is damaged. Upload the file of the export itself."
    ),
    "damaged_xml": _(
        "The file breaks off or is damaged in line %(line)s. Export it once more and upload the new file."
    ),
    "entities": _(
        "The file declares a document type or entities, which question files do not need, so it was not "
        "opened. Export it once more, or choose another format there."
    ),
    "damaged_h5p": _(
        "What the package says about its exercises cannot be read. Export it once more from H5P."
    ),
    "test_alone": _(
        "This file only lists where the questions of a test are. Upload the whole package (.zip) it was in."
    ),
    "not_qti": _("The file is XML, but it holds no questions: it begins with «%(name)s»."),
    "no_package": _(
        "The file is no package of the kind %(format)s. Let the kind be found out, or choose another."
    ),
    "too_deep": _("The tags of the file lie too deep inside one another, so it was not read."),
    "other_xml": _(
        "The file is XML, but of no kind with questions that is read here: %(formats)s. Look whether it is "
        "the right file."
    ),
    "not_moodle": _("The file is XML, but not questions from Moodle. Export it in Moodle as «Moodle XML»."),
}

OF_QUESTIONS = {
    "unknown_kind": _("Questions of the kind «%(kind)s» cannot be asked here."),
    "later_kind": _("Questions of the kind «%(kind)s» cannot be asked here yet."),
    "random_numbers": _(
        "The question of the kind «%(kind)s» draws its numbers at random, which is not done here. Write it "
        "anew with fixed numbers."
    ),
    "damaged_question": _("The question is damaged in the file (%(why)s)."),
    "member_missing": _("Its file «%(name)s» is not in the package."),
    "member_damaged": _("Its file «%(name)s» is damaged in the package."),
    "mixed_kinds": _(
        "The question asks in several ways at once (%(kinds)s), which cannot be asked here. Part it into "
        "several questions."
    ),
    "several_steps": _(
        "The question goes on in steps, each after an answer, which cannot be asked here. Part it."
    ),
    "pairs_many": _(
        "In it one thing goes with several others, or with none, which cannot be asked here. Part it, or "
        "make groups of it."
    ),
    "unnamed_spots": _(
        "In the question of the kind «%(kind)s» one points at places of a picture that have no names. Give "
        "them numbers in the picture, and ask for the number."
    ),
    "picture_needed": _(
        "The picture that the question is about is not in the file, or cannot be drawn here."
    ),
    "no_text": _("The question has no text."),
    "too_long": _("The question is longer than %(limit)s signs. Shorten it."),
    "no_answers": _("The question has no answers."),
    "no_right": _("The file does not say which answer is right. Choose it here."),
    "picture_answers": _(
        "Its answers are pictures, which this kind cannot show. "
        "Put all of them into one picture, or ask it as a choice."
    ),
    "bad_number": _("«%(value)s» is not a number that can be compared."),
    "bad_syntax": _(
        "The signs of its answers cannot be read near «%(near)s». Look at the brackets and at ~ = #."
    ),
    "unclosed": _("The bracket { of its answers is never closed."),
    "no_key_line": _("The line «ANSWER: …» is missing, so the question has no right answer. Choose it here."),
    "key_not_there": _("The right answer «%(value)s» is none of its options. Choose it here."),
    "only_one_option": _("The question has one option only. Write at least two."),
    "long_answer": _("An answer is longer than %(limit)s signs. Shorten it."),
    "many_options": _("The question has %(many)s options; at most %(limit)s are asked here."),
    "no_gaps": _("No gap was found in the text."),
    "no_key_seen": _("The right answer was not seen in the file. Choose it here."),
    "signs_differ": _(
        "Two signs in the file name different right answers: %(signs)s. Choose here which of them is right."
    ),
    "several_marked": _(
        "Several options are marked as right (%(letters)s), but the question does not ask for several. "
        "Choose the right one here."
    ),
    "no_options": _(
        "The file says that «%(value)s» is right, but no options were seen. Write each on a line of its own, "
        "with A. B. C. D. before it."
    ),
    "no_pairs": _(
        "Which go together was not seen. Write it in the file as «Đáp án: 1-b, 2-a», or join them here."
    ),
    "no_truths": _("Which statements are true was not seen in the file. Say it here."),
    "only_from_here": _("A question of this kind comes back only from a file of ours that nobody changed."),
    "kind_says": "%(sentence)s",
}

LOSSES = {
    "emphasis": _(
        "Bold, italics, underlining or colours are not kept. Look whether the question still says "
        "what it means."
    ),
    "table": _("A table became lines of text, its columns parted by |."),
    "formula_not_drawn": _("%(sentence)s It stands as it was written; mend it, or write it anew."),
    "mathml": _(
        "The formula «%(formula)s» could not be turned into LaTeX to the end. Compare it with the file."
    ),
    "equation_object": _(
        "A formula of MathType or of the old equation editor could not be read. Compare the question with "
        "the file and write the formula anew."
    ),
    "formula_field": _("The formula in the field «%(formula)s» could not be read. Write it anew."),
    "unknown_signs": _("Signs of the font «%(font)s» are not known and became □. Compare with the file."),
    "cell_is_day": _("Excel made a day of a cell; it was read as «%(value)s». Compare with the file."),
    "footnote": _("A footnote was left out."),
    "drawing": _("A drawing, chart or shape was left out. Put it in afterwards as a picture."),
    "picture_missing": _("The picture «%(name)s» is not in the file. Put it in afterwards."),
    "picture_outside": _(
        "The picture at «%(address)s» lies on another site and was not fetched. Put it in afterwards."
    ),
    "picture_unreadable": _(
        "The picture «%(name)s» cannot be drawn here (%(kind)s). Put it in afterwards as PNG or JPEG."
    ),
    "picture_more": _("Only one picture fits under a question; «%(name)s» was left out."),
    "picture_beside": _("The picture «%(name)s» stood in an answer or an explanation and was left out."),
    "sound": _("The sound or film «%(name)s» was left out. Put it in afterwards."),
    "attachment": _("The file «%(name)s» was left out."),
    "embedded": _("What was embedded in the page (%(name)s) was left out."),
    "hints": _("Hints after a wrong try (%(many)s) are not kept."),
    "common_feedback": _(
        "Feedback for right, partly right and wrong answers as a whole is not kept: «%(said)s»."
    ),
    "units": _("Units with their factors (%(units)s) are not kept; only the number is asked."),
    "response_template": _("The text that stood in the answer from the start is not kept."),
    "worth": _(
        "The answer «%(answer)s» gave %(there)s %% of the points in the file and gives %(here)s %% here."
    ),
    "cut_feedback": _("The explanation was longer than %(limit)s signs and was cut."),
    "markdown": _("Signs of Markdown stand in the text as they were typed."),
    "dragging": _("Words are chosen from lists here, not dragged."),
    "statement_marks": _(
        "The file gave marks as «%(scheme)s»; here they are given as in the exam: 0.1, 0.25, 0.5, 1."
    ),
    "own_grading": _("Its answer was graded by a program (%(kind)s); here it is marked by hand."),
    "all_or_nothing": _(
        "The file gives points only when all is right; here each right part gives its share."
    ),
    "part_of_items": _("The file asks %(many)s of the items, drawn at random; here all are asked."),
    "spelling": _("The file forgives small mistakes of spelling; here a word must be written as it is."),
    "own_rules": _(
        "The rules by which the file marks an answer (%(rule)s) cannot be carried out here. What it calls "
        "right gives all points; look whether that is meant."
    ),
    "several_tries": _(
        "In the file an answer may be tried again and again, each time with other help; here once."
    ),
    "rubric": _("What the file says to teachers is not kept: «%(said)s»."),
    "pointing": _("What is pointed at in the file is chosen from a list here."),
    "lettered": _("The places of the picture had no names; letters were drawn into it, and are chosen."),
    "slider": _("The number is written here, not set on a scale from %(lowest)s to %(highest)s."),
    "drawn_on_screen": _("In the file one draws on the screen; here on paper, and hands in a photo of it."),
    "one_heap": _(
        "In the file any two may be paired; here each pair has its left side, to which one finds the right."
    ),
    "order_marks": _("The file counts right neighbours; here each item in its right place counts."),
}

NOTES = {
    "not_questions": _("%(many)s other things of the package are no questions and were left (%(kinds)s)."),
    "answer_feedback": _("Feedback on single answers was put into the explanation."),
    "picture_named": _("An option is a picture without words and is called «%(name)s». Say what it shows."),
    "picture_alt": _("Nothing says what the picture shows. Write it for those who cannot see it."),
    "old_letters": _(
        "The letters were in %(encoding)s and were turned into Unicode. Look whether they are right."
    ),
    "braces": _(
        "Brackets inside a formula were not marked by \\ in the file; they were read as part of the formula."
    ),
    "line_command": _("«%(command)s» inside a formula was read as LaTeX, not as a new line."),
    "answer_by_words": _("«%(value)s» was read as the option that says so, not as the place of an option."),
    "columns_left": _("Columns that say nothing here were left out: %(names)s."),
    "grouped_number": _("«%(value)s» was read as the number %(read)s."),
    "outside_questions": _("What stands before or between the questions was left out: «%(said)s»."),
    "twice": _("The same question stands in the file before, as number %(ref)s; it is taken over once."),
    "known": _("This question is in the bank already."),
    "fixed_order": _(
        "The file keeps the order of the options; here each pupil may get them in another order."
    ),
}

SAID = {
    **{code: (ERROR, sentence) for code, sentence in (OF_FILES | OF_QUESTIONS).items()},
    **{code: (LOSSY, sentence) for code, sentence in LOSSES.items()},
    **{code: (NOTE, sentence) for code, sentence in NOTES.items()},
}
