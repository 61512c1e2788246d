"""The Model Context Protocol server: tools by which assistants look sourced claims up; all of them only read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Concatenate, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.routing import BaseRoute

from api.asking import ClaimsAsking
from api.mcp_results import Cited, ClaimsFound, EntityFound, QuestionAnswered, QuestionsFound, SparqlAnswered
from api.problems import ProblemError
from api.snapshot import Snapshot
from api.views import assistants as views
from api.wire import ClaimOut, QuoteCheckOut, VerdictOut
from api.workers.pool import Pool
from kg.bibliography import BibliographyFormat
from kg.model import LinkStatus, Modality
from kg.quotes import MAXIMUM_LENGTH

PATH = "/mcp"
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
INSTRUCTIONS = """Assay holds what documents say about rare earths, chips and the policies fought over them, as claims:
each with its exact words, document, place and the works that it cites. It answers what documents state, not what is
true. Repeat a claim only with its quote, its document and its id. What no claim says is unknown here.
Names may be labels ("China"), CURIEs ("country:china") or IRIs."""

Name = Annotated[str, Field(min_length=1, max_length=300, description="A name, a CURIE (country:china) or an IRI.")]
ClaimName = Annotated[str, Field(min_length=1, max_length=300, description="A claim's id, CURIE or IRI.")]
Limit = Annotated[int, Field(ge=1, le=100, description="How many at most.")]
Rows = Annotated[int, Field(ge=1, le=1000, description="How many rows or triples at most.")]
Query = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100_000,
        description="SPARQL 1.1; kg:, country:, org:, policy:, claim:, graph: and the usual prefixes are known.",
    ),
]
P = ParamSpec("P")
T = TypeVar("T")


class Tools:
    """The tools; their docstrings are what assistants read."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def _ask(self, function: Callable[Concatenate[Snapshot, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        try:
            return await self._pool.call(function, *arguments, **named)
        except ProblemError as error:
            raise ToolError(error.problem.detail) from None

    async def search_claims(
        self,
        words: Annotated[str | None, Field(max_length=500, description='Words; "in quotation marks" a phrase.')] = None,
        entity: Name | None = None,
        predicate: Annotated[str | None, Field(max_length=300, description="E.g. retaliatesAgainst.")] = None,
        document: Annotated[str | None, Field(max_length=200, description="A slug, e.g. hanif-2025.")] = None,
        modality: Modality | None = None,
        citation_status: LinkStatus | None = None,
        period: Annotated[str | None, Field(max_length=60, description="EDTF, e.g. 2023.")] = None,
        limit: Limit = 20,
    ) -> ClaimsFound:
        """Find claims by their words, the entity they are about, predicate, document, modality, period or citations.

        Filters are joined by AND. By words the best come first, else the order is that of documents and places.
        """
        asked = {
            "entity": entity, "predicate": predicate, "document": document, "modality": modality,
            "citation_status": citation_status, "period": period, "limit": limit,
        }  # fmt: skip
        return await self._ask(views.search_claims, ClaimsAsking.model_validate(asked), words)

    async def get_claim(self, claim: ClaimName) -> ClaimOut:
        """Show one claim with its exact words, its place and its whole citation chain."""
        return await self._ask(views.get_claim, claim)

    async def cite(
        self,
        claims: Annotated[list[ClaimName], Field(min_length=1, max_length=100)],
        style: BibliographyFormat = BibliographyFormat.APA,
    ) -> Cited:
        """Write the documents and works behind claims as a bibliography, with the quote and its place beside each."""
        return await self._ask(views.cite, claims, style)

    async def get_entity(self, name: Name, limit: Limit = 20) -> EntityFound:
        """Show a country, organisation, material, measure … with the claims about it and by it."""
        return await self._ask(views.get_entity, name, limit)

    async def check_statement(
        self, statement: Annotated[str, Field(max_length=MAXIMUM_LENGTH, description="One statement in English.")]
    ) -> VerdictOut:
        """Judge a statement by the documents alone: SUPPORTED, REFUTED, CONFLICTING or NOT_ENOUGH_INFO.

        With quotes for each side, the reasoning and warnings. What no document says is NOT_ENOUGH_INFO.
        """
        return await self._ask(views.check_statement, statement)

    async def verify_quote(
        self,
        quote: Annotated[str, Field(max_length=MAXIMUM_LENGTH, description="The words that somebody quotes.")],
        document: Annotated[str | None, Field(max_length=200, description="Only this document, by its slug.")] = None,
    ) -> QuoteCheckOut:
        """Tell whether a quote is real: verbatim, dressed, altered (and how), spliced from passages, or absent."""
        return await self._ask(views.check_quote, quote, document)

    async def list_questions(self) -> QuestionsFound:
        """List the questions that can be asked by name, with their parameters and columns."""
        return await self._ask(views.list_questions)

    async def ask_question(
        self,
        name: Annotated[str, Field(max_length=100, description="A name that list_questions gives.")],
        parameters: Annotated[
            dict[str, str] | None, Field(description="Values by parameter, e.g. actor: China.")
        ] = None,
        limit: Rows = 100,
    ) -> QuestionAnswered:
        """Answer a question by its name; rows carry the quotes that state them."""
        return await self._ask(views.ask_question, name, parameters or {}, limit)

    async def sparql_query(self, query: Query, limit: Rows = 100) -> SparqlAnswered:
        """Answer a SPARQL query over all layers of the graph; updates, SERVICE and foreign FROM are refused.

        A claim: ?c kg:asserts ?p ; kg:quote ?quote ; kg:statedIn ?doc . ?p kg:subject ?s ; kg:predicate ?r ;
        kg:object ?o. The plain triple ?s ?r ?o stands for each accepted, affirmative claim.
        """
        return await self._ask(views.sparql_query, query, limit)


def make_server(pool: Pool) -> MCPServer:
    """Make the server over a pool that its caller starts and stops."""
    server: MCPServer = MCPServer("assay", title="Assay", instructions=INSTRUCTIONS, log_level="WARNING")
    tools = Tools(pool)
    for tool in (
        tools.search_claims, tools.get_claim, tools.cite, tools.get_entity,
        tools.check_statement, tools.verify_quote,
        tools.list_questions, tools.ask_question, tools.sparql_query,
    ):  # fmt: skip
        server.add_tool(tool, annotations=READ_ONLY)
    return server


def mcp_routes(server: MCPServer, hosts: Sequence[str]) -> list[BaseRoute]:
    """Return the routes of streamable HTTP, without sessions; `hosts` are names of this server beside the local ones.

    Requests under another name are refused, so that no web page reaches a private server by rebinding its own name.
    """
    names = [f"{host}{port}" for host in (*LOCAL_HOSTS, *hosts) for port in ("", ":*")]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection="*" not in hosts,
        allowed_hosts=names,
        allowed_origins=[f"{scheme}://{name}" for scheme in ("http", "https") for name in names],
    )
    app = server.streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=security
    )
    return list(app.routes)
