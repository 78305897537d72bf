"""SSM: documents, their tags, managed nodes and service settings.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
"""

from . import documents, listings, managed_nodes, service_settings, tags  # noqa: F401 (each changes moto)
