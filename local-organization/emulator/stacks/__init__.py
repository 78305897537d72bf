"""The stack engine: CloudFormation's API for stacks, in place of moto's, which never calls a third-party type's handlers.

From the API inwards: `api` and `change_sets` read requests, `operations` creates, updates, rolls back and deletes a whole
`stack` from its `templates`, `resource_operations` does so for one resource, by the provider of its type (`providers`).
Providers are `registered_types` (handlers behind an endpoint), `native_types` (moto's models of AWS's types) and
`iam_roles`. Nothing here knows StackSets.
"""
