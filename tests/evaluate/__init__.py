"""Tests of `waqai.evaluate`; a package so that they can share `annotations`."""
