"""Hold FollowTheMoney entities to the model of the followthemoney library: a line for each fault, 1 when there is one.

    .venv-ftm/bin/python tools/check_ftm.py < export.ftm.json

Needs the library and nothing else; `make ftm` sets it up in a place of its own, since it needs ICU.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from followthemoney import model
from followthemoney.exc import InvalidData


def faults(entity: dict[str, Any], schemata: dict[str, str]) -> Iterator[str]:
    """What the model says against one entity."""
    schema = model.get(entity["schema"])
    if schema is None:
        yield f"no schema {entity['schema']}"
        return
    try:
        schema.validate(entity)
    except InvalidData as error:
        yield f"{error} {getattr(error, 'errors', '')}"
    for name, values in entity["properties"].items():
        prop = schema.properties.get(name)
        if prop is None or prop.stub:
            yield f"no property {name} of {schema.name}"
            continue
        for value in values:
            if not prop.type.validate(value) or prop.type.clean(value) is None:
                yield f"{name}: {value[:80]!r} is no {prop.type.name}"
            pointed = model.get(schemata.get(value, ""))
            if prop.range is not None and (pointed is None or not pointed.is_a(prop.range)):
                yield f"{name}: {value} is a {schemata.get(value, 'thing that is not there')}, not a {prop.range.name}"
    kept = model.get_proxy(entity).to_dict()["properties"]
    yield from (f"the library drops {name}" for name in entity["properties"].keys() - kept.keys())


def main() -> int:
    """Read entities from standard input."""
    entities = [json.loads(line) for line in sys.stdin if line.strip()]
    schemata = {e["id"]: e["schema"] for e in entities}
    found = [f"{e['id']}: {fault}" for e in entities for fault in faults(e, schemata)]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
