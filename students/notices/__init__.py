"""Notices: sent (`sending`), read (`reading`), counted (`counting`). Who sees which: students/scope.py."""
