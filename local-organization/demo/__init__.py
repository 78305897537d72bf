"""The demonstration: an organization from the first deployment to the last deletion, on the emulator."""
