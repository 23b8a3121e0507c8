"""Which claims are of one matter: pairs looked at, decided, and brought into groups.

``pairs`` (of ``wording``, ``values``, ``places``, ``vectors``) → ``align`` → ``linking``; ``meaning`` says how near words
are, ``phrases`` compares stretches of text.
"""
