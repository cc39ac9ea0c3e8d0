"""Commands that change a shared practice for one edition: adapt, stance."""

from __future__ import annotations

from typing import Annotated

import typer

from handbook.cli.program import Edition, app, opened, today

Why = Annotated[str, typer.Option(help="The reason, in one sentence; readers see it.")]


@app.command(
    epilog="Example: handbook adapt common-cause summary --text 'Name one aim. Write it down.' --why 'As agreed.'"
)
def adapt(
    practice: Annotated[str, typer.Argument(help="The id of a shared practice.")],
    unit: Annotated[str, typer.Argument(help="What to change: summary, checklist/consult-early.text, maturity, steps")],
    edition: Edition = "",
    text: Annotated[str, typer.Option(help="Our words; without any option they are typed in your editor.")] = "",
    value: Annotated[str, typer.Option(help="Our value, for a choice, a date or an address.")] = "",
    add: Annotated[list[str] | None, typer.Option(help="A member to add to a set; may be given again.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="A member to take out of a set; may be given again.")] = None,
    hide: Annotated[str, typer.Option(help="Leave this item out, for this reason.")] = "",
    after: Annotated[list[str] | None, typer.Option(help="Let an item stand after this one.")] = None,
    new: Annotated[str, typer.Option(help="Add an item of our own to a list, under this id.")] = "",
    part: Annotated[list[str] | None, typer.Option(help="Of a new item: part=value, such as kind=verify.")] = None,
    group: Annotated[list[str] | None, typer.Option("--for", help="Of a new item: a group it is for.")] = None,
    why: Why = "",
    back: Annotated[bool, typer.Option("--back", help="Back to the shared words.")] = False,
) -> None:
    """Change one unit of a shared practice; the words you change are kept beside yours."""
    from handbook.cli.changing import Asked, plan_of, told
    from handbook.cli.editor import forget
    from handbook.store.choose import chosen_edition
    from handbook.store.plans import carry_out

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    asked = Asked(text, value, tuple(add or ()), tuple(remove or ()), hide, tuple(after or ()), new,
                  tuple(part or ()), tuple(group or ()), why, back)  # fmt: skip
    seen = workspace.digest(chosen, practice)
    plan = plan_of(workspace, chosen, practice, unit, asked)
    file = carry_out(workspace, chosen, plan, seen=seen) if plan else ""
    forget()
    told(workspace, chosen, practice, unit, asked, file)


@app.command(epilog="Example: handbook stance common-cause not-for-us --why 'Our law gives this to the regulator.'")
def stance(
    practice: Annotated[str, typer.Argument(help="The id of a shared practice.")],
    stance: Annotated[str, typer.Argument(help="as-is, not-for-us, or none to take it back.")],
    edition: Edition = "",
    why: Annotated[str, typer.Option(help="Why it is not for you, in one sentence; readers see it.")] = "",
) -> None:
    """Say how your edition stands to a whole practice: used as is, or not for you."""
    from handbook.cli.choices import among
    from handbook.cli.output import say
    from handbook.editions.adapt import reviewed
    from handbook.store.choose import chosen_edition
    from handbook.store.plans import carry_out

    among(stance, ("as-is", "not-for-us", "none"), "stance")
    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    lock = workspace.lock(chosen)
    plan = reviewed(
        workspace.handbook, chosen, practice, "" if stance == "none" else stance,
        why=why or _reason(stance), release=lock.pin.release if lock else "", on=today(),
    )  # fmt: skip
    file = carry_out(workspace, chosen, plan)
    words = {"as-is": "used as is", "not-for-us": "not for us", "none": "not yet looked at"}
    say(f"“{practice}” is now: {words[stance]}. {file}".strip())


def _reason(stance: str) -> str:
    from handbook.cli.asking import asked

    return asked("Why is it not for you? Readers see this") if stance == "not-for-us" else ""
