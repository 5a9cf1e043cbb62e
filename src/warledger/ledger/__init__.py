"""Claims to matters, accounts, standing, estimates and control."""
