"""A whole class at once: pupils and machines in pairs, scanned or typed, also without signal.

`known`   what the page takes along to decide by itself: the class, the machines, who holds what
`cards`   how a scanned sign-in card is recognised without anybody learning its secret
`pairs`   one pair becomes a paper, or a sentence
`returns` one machine that comes back becomes a paper, or a sentence
`reading` what browsers write, made sure of
`sync`    what the events of a morning mean
"""
