"""Captured pages to reports without boilerplate, or to rejections."""
