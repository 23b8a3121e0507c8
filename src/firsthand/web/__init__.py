"""The workbench: pages and an HTTP API over a library.

::

    security   who may ask at all: host, token, same site; what a page may do
    desk       what can be asked of a library and done to it, once, for pages and API alike
    views      what a page shows of an account
    api        the HTTP API, and its OpenAPI description made from the same table
    pages      the pages
    app        all of it as one ASGI application
    serving    the application on a socket

Nothing here judges reports: accounts come from ``pipeline``, storage from ``library``.
"""
