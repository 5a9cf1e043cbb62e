"""The desk: a web app over a View."""
