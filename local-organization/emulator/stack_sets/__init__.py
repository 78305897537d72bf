"""StackSets: one template in many accounts and Regions of an organization, each with a stack of the stack engine.

A StackSet is made, changed and deleted as the resource AWS::CloudFormation::StackSet of a stack (`resource`); `api` shows
its instances and operations, and takes single instances away. Both work on a `stack_set`, which starts `operations`
over its `instances`; `automatic_deployment` starts them when accounts join, move and leave. Only StackSets with
service-managed permissions are emulated.
"""
