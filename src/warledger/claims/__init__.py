"""Annotations to claims: who says what happened, how many, where, when."""
