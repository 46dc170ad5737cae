"""The whole program from outside: its real command line in processes of their own, a hub, a socket."""
