"""What comes of a meeting: outcomes picked for its asks, decisions, actions and promises.

Decisions, actions and promises are numbered or named once and for all; what readers have of them
is made by meetings/outcomes/releasing.py.
"""
