"""CloudFormation's contract tests (`cfn test`) for both types, over the jars that would be registered, on the emulator.

`python -m contract TYPE ...` prints which of the suite's tests passed for which input set of which type.
"""
