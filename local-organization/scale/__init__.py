"""What a member costs, by the number of accounts: deployed, changed and deleted through the StackSet, measured in counts and CPU."""
