"""Approvals in the demo desk's story: asked by an agent, granted by whoever stands above, or told by phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from deskapp.domain.money import parse_amount
from deskapp.domain.words import ApprovalKind
from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval
from deskapp.services.demo.stage import Stage


def ask(call_id: int, step: Mapping[str, Any]) -> Callable[[Stage], object]:
    """phone: who granted it by phone at once."""

    def play(stage: Stage) -> object:
        told = step.get("phone")
        answer = None if told is None else ApprovalAnswer(True, stage.staff[told], words=step.get("said", ""))
        amount = parse_amount(step["amount"]) if "amount" in step else None
        return stage.approvals.ask(AskApproval(call_id, ApprovalKind(step["kind"]), amount, step["words"], answer))

    return play


def grant(call_id: int, step: Mapping[str, Any]) -> Callable[[Stage], object]:
    """The last one asked for the call."""
    return lambda stage: stage.approvals.grant(stage.approvals.of_call(call_id)[-1].id, step.get("words", ""))
