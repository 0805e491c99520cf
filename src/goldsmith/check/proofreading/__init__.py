"""Engines that know spelling and grammar, behind one kind of remark."""
