"""What moto works out anew for every request, and never comes out otherwise: the names of its modules, which it looks up in its
folder, under the one lock that all requests go through; and the operations of a service.
"""

from functools import cache

from moto import backends
from moto.core import responses

_modules = frozenset(backends.list_of_moto_modules())

backends.list_of_moto_modules = lambda: _modules
responses.method_names_from_class = cache(responses.method_names_from_class)
