"""What stands against what, inside a point and over the whole story.

``compare`` and ``opposition`` look inside a point; ``counting``, ``rivals``, ``naming``, ``persons``, ``unnamed``, ``places``,
``moments``, ``occurrences`` and ``denials`` over the story, each one kind of difference; ``groups`` brings their sides together.
"""
