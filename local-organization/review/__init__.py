"""What a deployment would create, before it is deployed: the policies, and one page that says who may do what (`make policies`).

The types in the jars deploy the input in an emulated organization, and what they wrote there is read back: there is no second
implementation of policies. Who may do what is decided by the access matrix (access/), the words are those of docs/policies.md.
"""
