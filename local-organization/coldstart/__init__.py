"""What it costs to start a type's function and have its first READ answered (`make bench`)."""
