"""What the service says about itself: OpenAPI, health, readiness and metrics."""

import json
import re

import pytest

from mayfly.web.openapi import describe_api
from mayfly.web.security import Kind
from mayfly.web.tables import ROUTES
from tests.house import mail
from tests.web.serving import Web, serve


def test_openapi_describes_the_table_that_dispatches():
    """Every API route is in the document, with its method, parameters, body, answers and problems; nothing else is."""

    async def scene(web: Web):
        document = (await web.ask("GET", "/api/v1/openapi.json")).json
        assert document["openapi"].startswith("3.1")
        said = {(m.upper(), path) for path, methods in document["paths"].items() for m in methods}
        assert said == {(r.method, r.path) for r in ROUTES if r.kind not in (Kind.PAGE, Kind.IMAGE)}
        listing = document["paths"]["/api/v1/mailbox/messages"]["get"]
        assert {p["name"] for p in listing["parameters"]} == {"after", "limit", "wait", "from", "to", "subject", "q"}
        assert {"200", "401", "404", "422", "429", "503"} <= set(listing["responses"])
        assert listing["security"] == [{"token": []}]
        opening = document["paths"]["/api/v1/mailboxes"]["post"]
        assert {"201", "409", "413", "415", "429"} <= set(opening["responses"])
        assert "security" not in opening
        ids = [one["operationId"] for methods in document["paths"].values() for one in methods.values()]
        assert len(set(ids)) == len(ids)

    serve(scene)


def test_every_reference_of_the_document_leads_somewhere():
    """No schema names one that is not there."""
    text = describe_api(ROUTES).decode()
    schemas = json.loads(text)["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert named <= set(schemas)
    assert set(schemas["Summary"]["required"]) == {"id", "received_at", "reverse_path"}
    assert "from" in schemas["Summary"]["properties"]


def test_the_document_is_valid_openapi():
    """A validator of the specification takes it; asked where one is installed."""
    validator = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator is not installed")
    validator.validate(json.loads(describe_api(ROUTES)))


def test_metrics_name_no_person():
    """Routes are told by their pattern: no address, token, id or client is anywhere in the text."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(mail("Marker subject"), address)
        message_id = (await web.first(token))["id"]
        await web.ask("GET", f"/api/v1/mailbox/messages/{message_id}", token)
        await web.ask("GET", f"/whoever/{token}")
        await web.ask("GET", "/healthz", headers={"user-agent": "Marker agent"})
        answer = await web.ask("GET", "/metrics")
        text = answer.body.decode()
        assert answer["content-type"].startswith("text/plain; version=0.0.4")
        assert 'mayfly_http_requests_total{method="GET",route="/api/v1/mailbox/messages/{id}",status="200"} 1.0' in text
        assert "mayfly_store_mailboxes 1.0" in text
        assert "mayfly_store_messages 1.0" in text
        for marker in (address, address.partition("@")[0], token, message_id, "Marker", "127.0.0.1", "whoever"):
            assert marker not in text

    serve(scene)


def test_metrics_are_for_loopback_and_configured_networks():
    """A client elsewhere is 403; so is loopback when somebody unknown forwards through it."""

    async def proxied(web: Web):
        for address, status in (("127.0.0.1", 200), ("::1", 200), ("198.51.100.9", 403), ("10.1.2.3", 200)):
            answer = await web.ask("GET", "/metrics", headers={"x-forwarded-for": address})
            assert answer.status == status, address

    serve(proxied, trusted_proxies=("127.0.0.1",), metrics_networks=("10.0.0.0/8",))

    async def forwarded(web: Web):
        for name in ("x-forwarded-for", "forwarded", "via"):
            assert (await web.ask("GET", "/metrics", headers={name: "127.0.0.1"})).status == 403
        assert (await web.ask("GET", "/metrics")).status == 200

    serve(forwarded)


def test_health_is_the_process_and_readiness_the_store():
    """healthz answers while anything does; readyz says whether mail can be taken and served."""

    async def scene(web: Web):
        assert (await web.ask("GET", "/healthz")).body == b"ok\n"
        assert (await web.ask("GET", "/readyz")).body == b"ready\n"

    serve(scene)
