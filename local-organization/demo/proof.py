"""What a run has proven, in counts of what it did."""

from collections import Counter

# In the order in which they are told: what is counted, for one and for more.
COUNTED = {
    "accounts": ("account", "accounts"),
    "Regions": ("Region", "Regions"),
    "joined": ("account joined by itself", "accounts joined by themselves"),
    "sessions": ("session logged", "sessions logged"),
    "refused": ("call refused", "calls refused"),
    "versions": ("change of version", "changes of version"),
    "drift": ("change by hand found", "changes by hand found"),
    "breaks": ("breakage found", "breakages found"),
    "uploads": ("upload tried", "uploads tried"),
    "keys": ("key", "keys"),
    "left": ("thing left behind", "things left behind"),
}


class Proof:
    """Counts of things, each counted when it has been seen to hold."""

    def __init__(self):
        self.counts = Counter()
        self.seen = {}

    def add(self, what, number=1):
        self.counts[what] += number

    def see(self, what, *things):
        """Things of which each counts once, however often it is seen."""
        seen = self.seen.setdefault(what, set())
        seen.update(things)
        self.counts[what] = len(seen)

    def __str__(self):
        """One line; what this run did not come to is left out."""
        return "proven: " + ", ".join(f"{self.counts[what]} {words[self.counts[what] != 1]}" for what, words in COUNTED.items() if what in self.counts)
