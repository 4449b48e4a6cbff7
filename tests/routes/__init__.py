"""Who may use which route: the table that `test_routes.py` walks.

All things in the paths belong to Mường Nhà: Giàng's attempt, 6A, its tablet. `who` names the roles
that get an answer; for everybody else the thing does not exist or the door is shut.
"""

from . import (
    authoring,
    competitions,
    courses,
    devices,
    everywhere,
    exchange,
    home,
    lectures,
    students,
    work_contests,
)
from .cast import Cast
from .roles import ROLES

__all__ = ["ROLES", "ROUTES", "Cast"]

# In this order they are walked: what an earlier one made, a later one may find.
ROUTES = (
    everywhere.ROUTES
    | students.ROUTES
    | lectures.ROUTES
    | courses.ROUTES
    | authoring.ROUTES
    | competitions.ROUTES
    | work_contests.ROUTES
    | exchange.ROUTES
    | home.ROUTES
    | devices.ROUTES
    | home.BOARD
    | home.CULTURE
    | home.TRAINING
)
