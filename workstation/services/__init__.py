"""The use-cases: the only thing that the window and the command line call.

Each takes plain values, works through the ports, and returns a frozen result together with what changed.
Nothing here knows a widget, a table or a socket.
"""
