"""KMS: multi-Region keys, key states, rotation, calls across accounts, DryRun. Key policies are stored, never evaluated.

https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
"""

from . import checks, keys, multi_region, policies, rotation, states, tags_and_aliases  # noqa: F401 (each changes moto)
