"""An emulated AWS Organization for development: a moto server with `services` that behave as AWS's do, and with `stacks`
and `stack_sets` in place of moto's CloudFormation.

`python -m emulator` starts it; nothing in the product depends on it. Who may do what is not emulated: policies are
stored, never evaluated.
"""
