"""The hub: keeps everybody's applicant files and serves them to enrolled workstations.

`create_app` makes the web application over a workshop (`db.workshop`) and the services that the
composition root gives; `serve` runs it; `HubAdmin` and `place` are what an administrator does.
"""
