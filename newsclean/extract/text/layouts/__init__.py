"""How a page is laid out, and the stories in it.

Each layout is one file with ``read(dump)``: the stories of a page laid out that way, or nothing.
"""
