"""SSM: documents, their tags, managed nodes, service settings and sessions.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
"""

from . import documents, listings, managed_nodes, service_settings, sessions, tags  # noqa: F401 (each changes moto)
