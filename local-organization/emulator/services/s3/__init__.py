"""S3: buckets and their owners, policies, encryption, ACLs.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
"""

from . import acls, buckets, encryption, owners_and_regions, policies, reports, retention  # noqa: F401 (each changes moto)
