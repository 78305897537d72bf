"""The cells of a deployment: what is expected of each, and what the simulator decides."""

import random

from .cell import Cell
from .decision import Decision
from .guardrails import archive
from .people import people_requests
from .principals import example, principals
from .requests import OPEN, OPEN_KEY, STRANGERS_BUCKET, requests


class Cells:
    """Some principals and requests of one deployment, and the simulator that decides them."""

    def __init__(self, deployment, simulator, asking, asked):
        self.deployment = deployment
        self.simulator = simulator
        self.principals = asking
        self.requests = asked

    def decide(self, places):
        """Decisions of cells, each a principal and a request by their numbers."""
        self.enter()
        decided = self.simulator.ask(decide=places)
        return [Decision(self.cell(place), **said) for place, said in zip(places, decided)]

    def cell(self, place):
        who, what = place
        return Cell(self.deployment, self.principals[who], self.requests[what])

    def enter(self):
        """Tells the simulator everything but the cells."""
        policies = {**self.deployment.policies, STRANGERS_BUCKET: OPEN, OPEN_KEY: OPEN}
        for principal in self.principals:
            policies |= principal.policies | principal.session_policy
        told = [
            {"name": it.name, "arn": it.arn, "policies": list(it.policies), "session": list(it.session_policy), "context": it.context, "scps": []}
            for it in self.principals
        ]
        asked = [{**vars(it), "rcps": []} for it in self.requests]
        if self.deployment.mode.guarded:
            policies["archive"] = archive(self.deployment)
            asked = [it | {"rcps": ["archive"] if it["account"] == self.deployment.accounts["log"] else []} for it in asked]
        self.simulator.ask(world={"policies": policies, "principals": told, "requests": asked})


class Matrix(Cells):
    """All cells of one deployment."""

    def __init__(self, deployment, simulator):
        found = [*requests(deployment, simulator.ask(actions=["s3", "kms"])), *people_requests(deployment)]
        super().__init__(deployment, simulator, principals(deployment), [it for it in found if it.action.startswith(deployment.mode.asked or ("",))])
        self.places = [
            (who, what)
            for who, principal in enumerate(self.principals)
            for what, request in enumerate(self.requests)
            if not request.of or principal.name in request.of
        ]

    @property
    def policies(self):
        """Those that the types have written, and of the examples those that refuse: to people who start sessions, to the canary."""
        return self.deployment.policies | {"SessionUsers": self.deployment.people["SessionUsers"]} | example("canary")

    def decide(self, count=None, seed=0):
        """Decisions of all cells, or of as many, drawn by the seed."""
        places = self.places if count is None else sorted(random.Random(seed).sample(self.places, min(count, len(self.places))))
        return super().decide(places)
