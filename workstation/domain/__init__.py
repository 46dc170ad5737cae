"""The ground floor: frozen values and pure rules of the trade, standard library only.

Everything that crosses a room's door is one of these values. Nothing here reads a clock, a file or a
database, and nothing here changes once it is made.
"""
