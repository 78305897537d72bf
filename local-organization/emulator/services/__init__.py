"""What moto lacks or gets wrong of AWS's services, one module or package for each; importing this package changes moto.

A module puts functions into moto's classes (`patching`), each with its source at AWS beside it. It knows no other service,
but for keys, which S3 looks up in KMS, and instances, which are SSM's nodes, and nothing of stacks.
"""

from . import cloudwatch, iam, kms, lookups, organizations, s3, ssm, sts  # noqa: F401 (each changes moto)
