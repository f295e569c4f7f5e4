"""
What `--auth-module` of `panel serve` is given: with it the fence stands before the first request, not after it.

It lets nobody in by itself: the fence has been asked before, and rights are asked by every query and action.
"""

from tornado.web import RequestHandler

from dashboards.shell import fence
from dashboards.shell.bokeh_patches import patch

fence.put_up()
patch()
login_url = "/sign-in"


def get_user(handler: RequestHandler) -> str | None:
    """Bokeh's question whether anybody is there: whoever the fence has let in."""
    return "somebody" if fence.has_let_in(handler.request) else None
