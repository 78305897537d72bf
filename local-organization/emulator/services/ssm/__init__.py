"""SSM: documents and service settings.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
"""

from . import documents, listings, service_settings  # noqa: F401 (each changes moto)
