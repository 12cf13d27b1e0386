"""What caches may keep of the site, and how it is taken back from them.

`rules` gives every answer its headers, `horizon` says until when nothing changes by itself, `pages` is the cache of the
application, `journal` the table of what has to be taken back, and `proxies` the caches in front (docs/decisions/028).
"""
