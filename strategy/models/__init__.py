"""Plans, their parts, and what is said of these over time."""

from strategy.models.bulletins import Bulletin, BulletinEntry, Indicator
from strategy.models.facts import Assessment, Fact, Progress, Reading, Schedule, Target, Tick
from strategy.models.links import Supports
from strategy.models.parts import Part
from strategy.models.plans import Plan, PlanOwner
from strategy.models.rounds import Update, UpdateRound

__all__ = [
    "Assessment",
    "Bulletin",
    "BulletinEntry",
    "Fact",
    "Indicator",
    "Part",
    "Plan",
    "PlanOwner",
    "Progress",
    "Reading",
    "Schedule",
    "Supports",
    "Target",
    "Tick",
    "Update",
    "UpdateRound",
]
