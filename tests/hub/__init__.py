"""The hub's own stories: a real process behind a real socket, unless a story is about one function."""
