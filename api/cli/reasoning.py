"""Commands on what follows and what disagrees: reason, conflicts, ladder, explain."""

from __future__ import annotations

from typing import Annotated

import typer
from pyoxigraph import NamedNode, Quad, Triple
from rich.tree import Tree

from api.cli import opening
from api.cli.building import FormatOption
from api.cli.output import Format, console, print_json, print_rows
from api.presenting import conflict_json, corroboration_json, explanation_json, ladder_json
from kg import iris
from kg.catalogue import Catalogue
from kg.conflicts.stored import load_conflicts, load_ground
from kg.corroboration import corroborations
from kg.errors import InvalidInputError, UnknownTermError
from kg.explaining import Explanation, explain
from kg.ladder import Chain, Direction, build_ladder
from kg.model import Claim, Conflict, ConflictKind, Iri
from kg.rdf import ASSERTED, INFERRED, ONTOLOGY, REFERENCE, text_of
from kg.reasoning.consistency import check
from kg.vocabulary import Vocabulary


def reason_command(form: FormatOption = Format.TABLE) -> None:
    """Check ontology, reference layer, entities and asserted claims with HermiT; explain with Pellet."""
    reader = opening.store().reader()
    entities = iris.graph("entities/")
    held = [
        quad
        for quad in reader.quads()
        if quad.graph_name in (ONTOLOGY, REFERENCE, ASSERTED) or str(quad.graph_name).startswith(f"<{entities}")
    ]
    inferred = sum(1 for _ in reader.quads(INFERRED))
    with console(stderr=True).status("reasoning"):
        result = check(_triples(held))
    shown = {
        "consistent": result.consistent,
        "unsatisfiable": list(result.unsatisfiable),
        "explanation": list(result.explanation),
        "asserted": sum(1 for _ in reader.quads(ASSERTED)),
        "inferred": inferred,
    }
    if form is Format.TABLE:
        screen = console()
        screen.print(f"HermiT: {'consistent' if result.consistent else 'inconsistent'}")
        for line in (*result.unsatisfiable, *result.explanation):
            screen.print(f"  {line}")
        screen.print(f"{shown['asserted']} asserted triples of claims, {inferred} inferred")
    else:
        print_json(shown)
    if not result.consistent or result.unsatisfiable:
        raise typer.Exit(1)


def _triples(quads: list[Quad]) -> list[Triple]:
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def conflicts_command(
    kind: Annotated[ConflictKind | None, typer.Option(help="Only conflicts of this kind.")] = None,
    entity: Annotated[str | None, typer.Option(help="Only conflicts about this entity (label, CURIE or IRI).")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List where claims disagree with each other or with the reference layer, with the words of every side."""
    catalogue = opening.catalogue()
    entities = catalogue.vocabulary.resolve_all(entity) if entity else ()
    found = load_conflicts(catalogue.reader, kind=kind, entities=entities)
    if form is Format.JSON:
        print_json([conflict_json(conflict) for conflict in found])
        return
    rows = [(c.kind.value, c.severity.value, c.topic, _sides(c), c.explanation, c.settled_by) for c in found]
    print_rows(("kind", "severity", "topic", "sides", "explanation", "settled by"), rows, form)


def _sides(conflict: Conflict) -> str:
    return "\n".join(
        f"{side.label}: {side.value}" + "".join(f"\n  {_quoted(claim)}" for claim in side.claims)
        for side in conflict.sides
    )


def _quoted(claim: Claim) -> str:
    return f"“{' '.join(claim.passage.exact.split())}” ({claim.document})"


def ladder_command(
    entity: Annotated[
        str | None, typer.Argument(help="A measure, actor or material; without it, all measures.")
    ] = None,
    direction: Annotated[
        Direction, typer.Option(help="Which way to climb from the entity's measures.")
    ] = Direction.BOTH,
    strict: Annotated[bool, typer.Option("--strict", help="Only hops with a word of retaliation or response.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show which measures answer which, step by step, each in the words of its documents."""
    catalogue = opening.catalogue()
    iri = catalogue.vocabulary.resolve(entity) if entity else None
    ladder = build_ladder(load_ground(catalogue.reader, catalogue.vocabulary), iri, direction=direction, strict=strict)
    if form is Format.JSON:
        print_json(ladder_json(ladder, catalogue.vocabulary))
        return
    if form is Format.CSV:
        raise InvalidInputError("--format", "table or json", form.value)
    vocabulary, screen = catalogue.vocabulary, console()
    for chain in ladder.chains:
        screen.print(_chain_tree(chain, vocabulary))
    for one, other in ladder.possibly_same:
        screen.print(f"may be the same: {vocabulary.label(one)} ~ {vocabulary.label(other)}")
    for undated in ladder.undated:
        words = f" (only {', '.join(undated.words)})" if undated.words else ""
        screen.print(f"no year given: {vocabulary.label(undated.measure)}{words}")
    for circle in ladder.circles:
        screen.print("circle: " + " → ".join(vocabulary.label(measure) for measure in circle))
    screen.print(f"{len(ladder.chains)} chain{'s' * (len(ladder.chains) != 1)}")


def _chain_tree(chain: Chain, vocabulary: Vocabulary) -> Tree:
    tree = Tree(f"[bold]{vocabulary.label(chain.hops[0].earlier)}[/bold]")
    branch = tree
    for number, hop in enumerate(chain.hops):
        for bridge in chain.bridges:
            if number and bridge.after == number:
                branch = branch.add(f"may be the same as {vocabulary.label(bridge.other)}")
        word = "was retaliated against by" if hop.retaliation else "was answered by"
        label = (
            f"{word} [bold]{vocabulary.label(hop.later)}[/bold] ({hop.modality}; {hop.order}; origins: {hop.origins})"
        )
        branch = branch.add(label)
        for claim in hop.claims:
            branch.add(_quoted(claim))
    tree.add(f"weakest link: {chain.weakness}")
    return tree


def corroboration_command(
    name: Annotated[str, typer.Argument(help="An entity by any name; every proposition about it is shown.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Show for each proposition who says it, who says otherwise, what only repeats it, and independent origins."""
    catalogue = opening.catalogue()
    entities = set(catalogue.vocabulary.resolve_all(name))
    ground = load_ground(catalogue.reader, catalogue.vocabulary)
    found = [
        one
        for one in corroborations(ground, load_conflicts(catalogue.reader))
        if entities & {one.proposition.subject, one.proposition.object, one.proposition.regarding}
    ]
    if form is Format.JSON:
        print_json([corroboration_json(one) for one in found])
        return
    columns = ("statement", "for", "against", "against in another scope", "restatements", "independent origins")
    told = [(one.claims, one.against, one.otherwise, one.restatements) for one in found]
    quoted = [["\n".join(map(_quoted, claims)) for claims in sides] for sides in told]
    print_rows(columns, [(one.statement, *sides, one.origins) for one, sides in zip(found, quoted, strict=True)], form)


def explain_command(
    subject: Annotated[str, typer.Argument(help="Label, CURIE or IRI.")],
    predicate: Annotated[str, typer.Argument(help="Name of a property, or 'a'.")],
    value: Annotated[str, typer.Argument(metavar="OBJECT", help="Label, CURIE or IRI.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Explain why a statement holds: the claims, reference facts and axioms that it follows from."""
    catalogue = opening.catalogue()
    triple = Triple(
        NamedNode(catalogue.vocabulary.resolve(subject)),
        NamedNode(_property(catalogue, predicate)),
        NamedNode(catalogue.vocabulary.resolve(value)),
    )
    found = explain(load_ground(catalogue.reader, catalogue.vocabulary), catalogue.reader, triple)
    if found is None:
        name = " ".join(catalogue.vocabulary.label(text_of(term)) for term in triple)
        raise UnknownTermError("statement that holds", name)
    if form is Format.JSON:
        print_json(explanation_json(found))
    else:
        console().print(_explanation_tree(found))


def _property(catalogue: Catalogue, name: str) -> Iri:
    """Return any property of the ontology: those that claims use by name, others by CURIE or local name."""
    try:
        return catalogue.vocabulary.resolve_predicate(name)
    except UnknownTermError:
        iri = iris.expand(name if ":" in name else f"kg:{name}")
        declared = iri and catalogue.reader.ask(f"ASK {{ GRAPH graph:ontology {{ {NamedNode(iri)} a ?kind }} }}")
        if iri is None or not declared:
            raise
        return iri


def _explanation_tree(explanation: Explanation) -> Tree:
    tree = Tree(f"[bold]{explanation.text}[/bold]" + (f" — because {explanation.axiom}" if explanation.axiom else ""))
    for claim in explanation.claims:
        tree.add(_quoted(claim))
    for source in explanation.sources:
        tree.add(f"reference fact, from {source}")
    if not (explanation.axiom or explanation.claims or explanation.sources):
        tree.add("stated by the ontology or by an entity file")
    for premise in explanation.premises:
        tree.add(_explanation_tree(premise))
    return tree


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("reason")(reason_command)
    app.command("conflicts")(conflicts_command)
    app.command("ladder")(ladder_command)
    app.command("corroboration")(corroboration_command)
    app.command("explain")(explain_command)
