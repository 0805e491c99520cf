"""Names in texts: a gazetteer, names found and linked by it, and a model that recognises and links them jointly.

The joint model follows Noise-robust Named Entity Understanding (arXiv:2005.14408): the k best readings of a tagger, the
entries that each mention may be linked to, and one scorer that chooses among the pairs of both.
"""
