"""What the command line says of commands that nnart lacks, where their idea is no option's (see `concepts`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# One row for each idea. Braces stand for the words behind the command, or {PICTURE} and {NEW}
# for the first and the second.
_ROWS: Final[Mapping[str, str]] = {
    "list ls": "nnart presets, nnart palettes and nnart knobs list what there is, nnart keep your favourites",
    "convert transform reformat format": "nnart paints again in any format: "
    "nnart render --from {PICTURE} -o NAME.jpg",
    "export dump": "nnart render --from {PICTURE} -o NAME.jpg paints again in any format; "
    "nnart show --toml {PICTURE} prints the recipe",
    "estimate cost dry-run simulate plan": "write nnart render {PICTURE --size 4k} --dry-run",
    "tag label tags": "a favourite has a name only: nnart keep PICTURE --name client-blue",
    "print poster": "nnart paints again at the size of a paper: nnart render --from {PICTURE} --size a3",
    "crop zoom": "nnart paints a part again: nnart render --from {PICTURE} --zoom 2 --center 0.5,0",
    "resize upscale enlarge scale": "nnart paints again at any size: nnart render --from {PICTURE} --size 4k",
    "save-as saveas savefig": "write nnart render {PICTURE} -o {NEW}",
    "duplicate copy cp": "nnart render {PICTURE} -o copy.png paints it again",
    "flatten": "a file has one layer; nnart render {PICTURE} --alpha none has no transparent parts",
    "reroll again retry repeat rerun": "nnart render without --seed draws another; nnart vary {PICTURE} paints "
    "others of its kind",
    "remix tweak modify edit alter": "nnart vary {PICTURE} paints variations; nnart render {PICTURE} "
    "--detail 12 "
    "changes a knob",
    "vary-strong strong": "write nnart vary {PICTURE} --change much",
    "vary-subtle subtle": "write nnart vary {PICTURE} --change slight",
    "vary-region inpaint": "a picture is painted as a whole; nnart vary {PICTURE} paints others of its kind",
    "plot imshow sketch": "write nnart render {7}",
    "subplots subplot gridspec facet mosaic-plot": "nnart sheet --count 6 --columns 3 paints six side by side",
    "show-weights weights print-weights dump-weights": "nnart neurons {PICTURE} --layer 3 shows what a "
    "layer answers",
    "checksum md5 sha256 digest hash": "nnart verify {PICTURE} paints it again and says whether the pixels are "
    "the same",
    "doctor diagnose self-test selftest env environment sysinfo": "nnart --version prints the version, "
    "nnart bench "
    "measures this machine",
    "cron schedule daemon watch live loop daily": "nnart paints once and ends; what repeats it calls "
    "nnart render -o wall.png --force",
    "mint nft edition editions drop": "nnart render --seed 1..100 -o set/ paints a hundred, each with its "
    "recipe",
    "train fit learn finetune fine-tune": "networks are random and never trained; nnart explore --like "
    "{photo.jpg} finds what resembles a picture",
    "code share link": "write nnart show --code {PICTURE}",
    "qr qrcode qr-code": "write nnart show {PICTURE} --qr code.png",
    "like similar": "write nnart explore --like {photo.jpg}",
    "forget remove delete rm del unfavourite unstar": "write nnart keep --remove {dusk}",
    "rename mv move": "write nnart keep --rename {dusk dawn}",
    "restore undelete unremove recover": "{restores}",
    "sticker": "nnart render --alpha vignette -o sticker.png fades out into transparency",
    "icon favicon": "write nnart render --size 256 -o icon.png",
    "phone mobile": "write nnart render --size phone",
    "diff compare": "nnart show prints the recipe of each, to compare; nnart sheet {a.png b.png} shows them "
    "side "
    "by side",
    "examples demo example": "nnart sheet --count 24 paints some, nnart presets lists styles",
    "completion completions install-completion": "nnart --install-completion sets it up for your shell, "
    "nnart --show-completion prints it",
    "show-completion print-completion": "write nnart --show-completion",
    "update upgrade": "pip install --upgrade nnart",
    "install uninstall": "write pip install nnart or pip uninstall nnart",
    "config configure": "nnart has none; a recipe in a TOML file keeps options: nnart render --recipe "
    "mine.toml",
    "init setup start": "nothing is needed before: nnart render",
    "undo revert reset": "nothing is lost that could be undone: nnart paints new files; nnart keep lists "
    "favourites",
    "history status": "nnart keep lists favourites; a picture carries its recipe, which nnart show PICTURE "
    "prints",
    "push pull clone fetch checkout branch": "nnart keeps no versions: a picture carries its recipe, "
    "nnart show --code PICTURE prints a code to share",
    "random shuffle": "write nnart render: without --seed, one is drawn",
    "sizes": "nnart render --help-all lists them under --size",
    "activations": "nnart render --help-all lists them under --activation",
    "symmetries": "nnart render --help-all lists them under --symmetry",
    "formats": "nnart render --help-all lists them under --format",
    "words preferences": "nnart explore --help lists them under --prefer",
    "clean cleanup purge clear cache": "nnart writes where it is told; nnart-explore.db in this folder "
    "keeps scores",
}
INSTEAD_OF_COMMANDS: Final = {word: text for words, text in _ROWS.items() for word in words.split()}
