"""Plain data on its way to a component."""

from typing import Any

import orjson


def to_json(data: Any) -> str:
    """JSON of plain data; numpy's numbers count as plain, NaN and infinity become null."""
    return orjson.dumps(data, option=orjson.OPT_SERIALIZE_NUMPY).decode()
