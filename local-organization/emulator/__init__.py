"""An emulated AWS Organization for development: a moto server plus what moto lacks or gets wrong.

Each module adds one service's behaviour, with its AWS source beside it. ``python -m emulator`` starts it; nothing in the
product depends on it. Who may do what is not emulated: policies are stored, never evaluated.
"""
