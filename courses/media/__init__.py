"""Films and sounds made light in the background: a pupil pays for some megabytes, and not for hundreds.

`copies` says what there is of a file; `preparing` makes it (a job), by the commands in `recipes`, with ffmpeg
held on a short lead by `ffmpeg` and `confined`; `probing` looks what is in a file, and refuses in words;
`slides` chooses the pictures that stand for a film; `cleaning` lets go of what nobody needs. docs/media.md.
"""
