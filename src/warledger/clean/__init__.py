"""Captured pages to reports without boilerplate, or to rejections."""

from warledger.clean.report import clean_page

__all__ = ["clean_page"]
