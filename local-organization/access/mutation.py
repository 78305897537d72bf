"""Whether each statement, action and condition of our policies decides anything: without it some cell must come out otherwise.

A part that is taken away can change only cells that its statement matched, or that it did not match for that one condition:
only those are decided again, until one has changed.
"""

import copy
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """A policy without one of its parts, and the cells that may come out otherwise."""

    policy: str
    part: str
    document: dict
    decisions: list


def listed(one_or_many):
    """A list of what may be written as one."""
    return one_or_many if isinstance(one_or_many, list) else [one_or_many]


def mutants(policy, document, decisions):
    """Every policy that lacks one part of the given one."""
    by_matched, by_missed = {}, {}
    for decision in decisions:
        for name, sid in decision.matched:
            by_matched.setdefault((name, sid), []).append(decision)
        for name, sid, operator, key in decision.missed:
            by_missed.setdefault((name, sid, operator, key), []).append(decision)
    for place, statement in enumerate(document["Statement"]):
        sid = statement["Sid"]
        matched = by_matched.get((policy, sid), [])
        yield Mutant(policy, sid, without(document, place), matched)
        for element in statement.keys() & {"Action", "NotAction"}:
            actions = listed(statement[element])
            for action in actions if len(actions) > 1 else []:
                rest = statement | {element: [it for it in actions if it != action]}
                # What is excepted from a statement matches once it is not.
                touched = matched if element == "Action" else [it for it in decisions if it.cell.action == action]
                yield Mutant(policy, f"{sid}: {action}", without(document, place, rest), touched)
        for operator, keys in statement.get("Condition", {}).items():
            for key in keys:
                rest = copy.deepcopy(statement)
                del rest["Condition"][operator][key]
                missed = by_missed.get((policy, sid, operator, key), [])
                yield Mutant(policy, f"{sid}: {operator} {key}", without(document, place, rest), missed)


def without(document, place, *instead):
    """A policy with other statements, or none, in the place of one."""
    statements = document["Statement"]
    return document | {"Statement": [*statements[:place], *instead, *statements[place + 1 :]]}


def idle_parts(matrix, decisions):
    """({(policy, part)} of all, those whose absence changes no cell) of a matrix with its policies."""
    places = {id(decision): place for decision, place in zip(decisions, matrix.places)}
    tried = [it for policy, document in matrix.policies.items() for it in mutants(policy, document, decisions)]
    matrix.enter()
    told = [
        {"policy": it.policy, "document": it.document, "cells": [[*places[id(decision)], decision.allowed] for decision in it.decisions]}
        for it in tried
    ]
    changed = matrix.simulator.ask(mutants=told)
    return {(it.policy, it.part) for it in tried}, {(it.policy, it.part) for it, first in zip(tried, changed) if first < 0}
