"""Options of knobs: their help, their kinds and their defaults."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from typer.testing import CliRunner

from nnart.cli.app import app, load_command
from nnart.cli.given import VALUES
from nnart.cli.usage import HELP_ALL
from nnart.recipe.kinds import Flag, Neurons, Real, Whole
from nnart.recipe.knobs import KNOBS
from tests.conftest import Run

OPTIONS = [knob for knob in KNOBS.values() if knob.option]


def test_help_says_what_the_defaults_are(main_: Run) -> None:
    recipe = tomllib.loads(main_("render", "--seed", "0", "--dry-run", "--size", "8").stdout)
    options = main_("render", HELP_ALL).stdout
    assert re.search(
        rf"--bias .*?{recipe['bias'] / recipe['width']:.0%}".replace("%", " %"), options, re.DOTALL
    )
    for name in ("layers", "width", "detail", "zoom"):
        assert re.search(rf"--{name} .*?\(default:\s+{recipe[name]:g}\)", options, re.DOTALL), name


def test_options_say_what_the_table_says() -> None:
    done = CliRunner(env={"COLUMNS": "2000"}).invoke(app, ["render", HELP_ALL])
    text = " ".join(done.stdout.split())
    for knob in KNOBS.values():
        assert (f"--{knob.name}" in text) == knob.option, knob.name
        if knob.option:
            assert knob.sentence in text


def test_an_option_is_of_its_knobs_kind() -> None:
    """Only flags can be taken back; what takes a number says so."""
    found = {one.name: one for one in load_command("render").params}
    marks = {Whole: "N", Neurons: "N", Real: "X"}
    for knob in OPTIONS:
        one = found[knob.name]
        is_flag = isinstance(knob.kind, Flag)
        assert one.opts[0] == f"--{knob.name}"
        assert one.secondary_opts == ([f"--no-{knob.name}"] if is_flag else []), knob.name
        if knob.name != "seed" and not is_flag:
            assert one.metavar == marks.get(type(knob.kind), one.metavar), knob.name
            assert one.metavar not in marks.values() or type(knob.kind) in marks, knob.name


def test_several_values_are_given_as_text() -> None:
    """Help shows how to separate them where values have commas themselves."""
    found: dict[str, Any] = {str(one.name): one for one in load_command("sweep").params}
    for name, knob in VALUES.items():
        one = found[name]
        assert (one.opts, one.secondary_opts, one.metavar) == ([f"--{name}"], [], "VALUES")
        assert one.help.startswith(knob.sentence)
        shown = bool(knob.examples) and ";".join(knob.examples) in one.help
        assert shown == (knob.commas != "never"), name
