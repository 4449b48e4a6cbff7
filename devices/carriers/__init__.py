"""The round trip with the carriers: asking for many cards at once, one sheet for each carrier with our
request numbers, their answers in, and what an answer does to the card.

England's «Get help with technology» did it so: a request is new, with the carrier, done, called off, or has
a problem whose reason tells the next act.
"""
