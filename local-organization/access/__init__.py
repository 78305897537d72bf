"""The access matrix: who may do what with bucket and keys, decided over the policies that the types really write.

Expectations are sentences (rules.py). Policies are read back from the emulator after the types in the jars deployed there
(deployment.py), in every mode (modes.py), and decided by a simulator that is not ours (simulator.py), for every principal
(principals.py) and request (requests.py).
"""
