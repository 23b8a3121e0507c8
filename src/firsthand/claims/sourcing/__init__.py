"""Who stands behind a claim, and how many of them are independent.

``telling`` → ``origins`` → ``independence``; ``bodies`` says who belongs to whom.
"""
