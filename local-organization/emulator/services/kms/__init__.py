"""KMS: multi-Region keys, key states, rotation, calls across accounts, DryRun. Of key policies that alone is evaluated what they
say to another account's DescribeKey and dry runs.

https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
"""

from . import checks, keys, multi_region, policies, rotation, states, tags_and_aliases  # noqa: F401 (each changes moto)
