"""Properties that hold for any order of events: state machines of users' actions."""
