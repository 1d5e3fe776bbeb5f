"""Concepts: what people have words for in other programs, and how nnart does it, or what comes nearest.

One row for each idea, with all of its words. What a row says can be typed as it is. What is in braces stands
for the value that was given, or else for itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

SHEETS = "sheets"  # any command that paints several pictures side by side
_LIST = (
    'a list, gallery.toml, gives titles, notes, sizes and an order: title = "All" above, and [[pictures]], '
    'title = "One", picture = "one.png" for each; nnart gallery gallery.toml'
)
_POINTS = "0,0 is the middle, 1 the edge to the right or above"
_FILMS = "nnart film 7 --output seven.mp4 makes one; nnart film --help says what can move"
_FILTERS = "nnart paints and has no filters"
_NOTHING_LEARNT = "networks are random and never trained"


@dataclass(frozen=True)
class Concept:
    """An idea of other programs.

    Attributes:
        words: all that people have for it, as words are compared, with blanks between them.
        says: what to write, of options of `nnart render`, or that nnart has none.
        of: what to write instead in commands of these names, or in `SHEETS`.
    """

    words: str
    says: str
    of: Mapping[str, str] = field(default_factory=dict)


CONCEPTS: Final = (
    # Words whose options are others here
    Concept("portrait", "write it behind the size: --size a3-portrait"),
    Concept("landscape", "write it behind the size: --size a3-landscape"),
    Concept("ratio aspect aspect-ratio ar", "write --size {16:9}"),
    Concept(
        "crop-marks cropmarks trim-marks cut-marks registration-marks printer-marks",
        "nnart draws none; --size 303x426mm is an A3 with a bleed of 3 mm, in which a layout program "
        "draws them",
    ),
    Concept("bleed", "it is part of the size: --size 303x426mm is an A3 with 3 mm on every side"),
    Concept("depth", "--layers sets the depth of the network; --bits 16 sets the colour depth of the file"),
    Concept(
        "scale",
        "--size makes a picture larger, --zoom what it shows",
        {SHEETS: "--size makes tiles larger, --zoom what they show"},
    ),
    Concept(
        "antialias anti-alias anti-aliasing antialiasing aa supersample supersampling ssaa msaa oversample",
        "--samples 2 is anti-aliasing",
    ),
    Concept(
        "tile tiles",
        "--seamless xy makes a picture that tiles; sheet.png#3,7 names tiles of a sheet; nnart cuts no "
        "print into "
        "pages, but --zoom 2 --center -0.5,0.5 paints a quarter",
        {SHEETS: "--columns 4 sets how many tiles are side by side, --size their size"},
    ),
    Concept(
        "repeat repeats repetitions times",
        "--zoom 1/{2} shows a pattern that often, --count {2} paints several seeds",
        {SHEETS: "write --count {2}"},
    ),
    Concept(
        "layout tile-layout grid-size rows-cols nrows-ncols arrangement",
        "nnart sheet --columns 4 paints several side by side",
        {SHEETS: "write --columns 4"},
    ),
    Concept("with", "nnart breed 3 {9} crosses two pictures"),
    Concept(
        "code",
        "nnart show --code PICTURE prints it",
        {
            **dict.fromkeys(
                ("render", "sheet", "vary", "keep"), "write it without --code: nnart {command} {nn1-0cw0s1htkw}"
            ),
            "explore": "write --from {nn1-0cw0s1htkw}",
        },
    ),
    Concept(
        "command",
        "nnart show --command PICTURE prints it",
        {"render": "type the command line itself, without --command"},
    ),
    Concept(
        "sort group",
        "nnart explore --prefer {calm} puts the best first",
        {"gallery": _LIST, "keep": "nnart keep lists them by their names"},
    ),
    Concept(
        "search find lookup grep query-name",
        "nnart explore --prefer {calm} looks for pictures",
        {
            "keep": "nnart keep lists all; any command takes a name, as in nnart render {dusk}",
            "presets": "nnart presets lists all",
            "palettes": "nnart palettes --all lists all",
            "knobs": "nnart knobs lists all",
        },
    ),
    Concept(
        "only just lock freeze hold vary-only mutate-only",
        "nnart sweep PICTURE --palette 'reef;ink;fern' shows it in other colours, nnart vary in other shapes",
        {
            "vary": "variations keep the colours, and have other shapes; nnart sweep PICTURE --palette "
            "'reef;ink;fern' shows the same shapes in other colours",
        },
    ),
    Concept(
        "x y axis knob values param parameter over",
        "nnart sweep --layers 1,5,10 --detail 3..12 paints several values of a knob",
        {"sweep": "each knob is an option of its own: nnart sweep --layers 1,5,10 --detail 3..12"},
    ),
    Concept("mirror mirrored reflect reflection", "write --symmetry mirror or --symmetry mirror-y"),
    Concept("kaleidoscope kaleido", "write --symmetry kaleidoscope-6"),
    Concept(
        "list ls",
        "nnart presets, nnart palettes and nnart knobs list what there is, nnart keep your favourites",
        {"keep": "nnart keep lists them"},
    ),
    Concept("list-presets list-styles", "nnart presets lists them"),
    Concept("list-palettes list-colors list-colours", "nnart palettes lists them"),
    Concept("version", "nnart --version prints it"),
    Concept("format", "", {"show": "write --toml or --json"}),
    Concept("name", "", {"gallery": _LIST}),
    Concept("size", "", {"gallery": _LIST}),
    Concept("columns", "", {"gallery": "the page has as many columns as fit into its window"}),
    # Light and colour
    Concept(
        "darker darken dark dim dimmer dimmed night dark-mode low-key shadows",
        "dark colours make it darker: --palette black,navy,steelblue; nnart explore --prefer dark looks for "
        "dark ones",
        {
            "explore": "write --prefer dark",
            "palettes": "nnart palettes shows all; dark ones are written as colours: nnart palettes "
            "black,navy,steelblue",
        },
    ),
    Concept(
        "brighter brighten bright lighter lighten light light-mode high-key highlights",
        "light colours make it brighter: --palette steelblue,lightblue,white; nnart explore --prefer bright "
        "looks for bright ones",
        {
            "explore": "write --prefer bright",
            "palettes": "nnart palettes shows all; light ones are written as colours: "
            "nnart palettes steelblue,lightblue,white",
        },
    ),
    Concept(
        "brightness lightness luminance luminosity exposure gamma curves modulate brightness-contrast value",
        "colours say how light it is: --palette black,navy,steelblue is dark, "
        "--palette steelblue,lightblue,white light",
    ),
    Concept(
        "saturation saturate desaturate vibrance chroma vividness colorfulness colourfulness vivid muted",
        "colours say how vivid it is: --palette crimson,gold is vivid, --palette slategrey,tan muted",
        {"explore": "write --prefer colourful or --prefer muted"},
    ),
    Concept(
        "hue hsb hue-shift hue-rotate tint tinge recolor recolour colorize colourize colourise color-balance "
        "colour-balance hue-saturation hsl hsv",
        "colours are the palette's: --palette navy,gold",
    ),
    Concept(
        "temperature white-balance warmth warmer",
        "warm colours make it warmer: --palette maroon,orange,ivory",
        {"explore": "write --prefer warm"},
    ),
    Concept("cooler colder", "cold colours make it colder: --palette navy,teal,azure"),
    Concept("sepia sepia-tone vintage retro", "write --palette '#2b1d0e,#a67c52,#f5e6c8'"),
    Concept("duotone tritone two-tone bicolor", "write --palette navy,gold"),
    Concept(
        "num-colors num-colours n-colors n-colours max-colors max-colours color-count quantize quantise",
        "--steps {8} cuts the palette into that many flat colours",
    ),
    Concept("random-colors random-colours random-palette", "leave --palette out, and the seed chooses"),
    Concept(
        "auto-contrast autocontrast contrast-stretch auto-tone auto-color auto-colour auto-levels vmin "
        "vmax clim norm normalize normalise auto-level autolevel",
        "write --tone stretch",
    ),
    Concept("equalization equalisation histogram", "write --tone equalised, the default, or --tone stretch"),
    Concept("bloom glow shine", f"{_FILTERS}; --colour shaded has light and dark of its own"),
    Concept(
        "background bg foreground fg fill fill-color fill-colour primary-color background-color "
        "background-colour facecolor canvas backdrop bordercolor",
        "--palette sets the colours; --alpha field, or vignette, makes parts transparent",
        {
            SHEETS: "the ground of a sheet is fixed; nnart render --seed 1..12 -o set/ paints pictures alone",
            "gallery": "the page has colours of its own, light or dark as the browser is",
        },
    ),
    # Shapes
    Concept(
        "blur blurry gaussian gaussian-blur box-blur defocus soften softer soft smooth smoother "
        "smoothness smoothing "
        "denoise median feather",
        "lower detail paints softer, larger shapes: --detail 3 (the default is 6); nnart explore --prefer "
        "soft looks for soft ones",
        {"explore": "write --prefer soft"},
    ),
    Concept(
        "sharpen sharper sharp sharpness unsharp unsharp-mask crisp clarity",
        "higher detail paints finer shapes: --detail 12 (the default is 6); --samples 2 makes edges cleaner",
    ),
    Concept(
        "noise noise-scale grain film-grain grainy texture gritty perlin simplex octaves",
        f"{_FILTERS} for grain; --detail 20 paints finer shapes, --dither is noise of one level against bands",
    ),
    Concept(
        "scale-of-features feature-size frequency freq fineness",
        "write --detail {12} (the default is 6)",
    ),
    Concept(
        "calm calmer busy busier simple simpler",
        "lower detail is calmer, higher busier: --detail 3 (the default is 6); "
        "nnart explore --prefer calm looks for calm ones",
    ),
    Concept("spiral rings ring circles radial concentric tunnel polar", "write --inputs x,y,r"),
    Concept("waves wavy stripes lines fourier", "write --inputs x,y,fourier"),
    Concept(
        "edges outline outlines contour contours isolines",
        "--steps 8 cuts it into flat colours with clear edges",
    ),
    Concept(
        "distort warp swirl ripple bend fisheye shear skew perspective liquify implode lens",
        f"{_FILTERS}; --inputs x,y,r and --symmetry kaleidoscope-6 bring circles",
    ),
    Concept(
        "filter effect effects fx layer-style layer-styles dodge burn brush emboss charcoal oil oil-paint "
        "watercolor "
        "watercolour cartoon vf",
        f"{_FILTERS}; nnart presets lists styles",
        {"explore": "write --prefer {calm}"},
    ),
    Concept(
        "pixelate pixel-art pixelated lowres low-res low-resolution",
        "--size 64 has few pixels; --steps 6 few colours",
    ),
    Concept(
        "hexagon hexagons hexagonal hex honeycomb triangle triangles",
        "write --symmetry p6m",
    ),
    Concept("mandala radial-symmetry rotational rotational-symmetry", "write --symmetry kaleidoscope-6"),
    # Place and frame
    Concept(
        "flip flop hflip vflip flip-x flip-y flip-horizontal flip-vertical transpose",
        "--rotate 180 turns it, and nothing flips it; --symmetry mirror makes one half the mirror of the other",
    ),
    Concept(
        "turn orientation rotate-90 auto-orient deskew",
        "write --rotate {90}; a size is turned so: --size a3-landscape",
    ),
    Concept(
        "crop region viewport window bbox extent area trim roi xlim ylim focus gravity",
        f"--center and --zoom choose the part that is shown: --zoom 2 --center 0.5,0; {_POINTS}",
    ),
    Concept(
        "offset position pan move translate origin left top right bottom dx dy shift-x shift-y at point "
        "pos xy look-at "
        "target",
        f"--center 0.5,0 moves what is shown; {_POINTS}",
    ),
    Concept("zoom-out out-of", "write --zoom 0.5"),
    Concept("zoom-in closer magnify", "write --zoom {2}"),
    Concept(
        "retina hidpi pixel-density pixeldensity 2x 3x scale-factor device-scale-factor supersize",
        "give the pixels that you need: --size 3840x2160",
    ),
    Concept(
        "resize thumbnail thumb thumbnails small smaller tiny scale-down downscale fit",
        "it is painted anew at any size: --size 256",
        {SHEETS: "--size sets each tile: --size 256"},
    ),
    Concept(
        "upscale upsample super-resolution superres super-res enlarge larger bigger hires-fix highres hires "
        "x2 x4",
        "paint it larger: nnart render --from PICTURE --size 4k",
        {SHEETS: "--size makes tiles larger: --size 320"},
    ),
    Concept(
        "preview previews proof draft quick fast low-quality test",
        "a small size is quick: --size 256; nnart sheet --count {24} shows many",
        {SHEETS: "tiles are small already; --size sets them"},
    ),
    Concept(
        "rounded round rounded-corners corners corner-radius radius border-radius circle circular oval mask",
        "corners stay square; --alpha vignette fades out to an ellipse",
    ),
    Concept(
        "vignette vignetting fade fade-out soft-edge soft-edges",
        "--alpha vignette fades out to an ellipse, always as far",
    ),
    Concept(
        "opacity alpha-level translucent semi-transparent",
        "write --alpha field: parts are transparent as the seed has them",
    ),
    Concept(
        "stroke-weight strokeweight line-width linewidth frame passepartout passe-partout mat matte "
        "stroke outline-width drop-shadow bevel",
        "nnart paints no frame; pictures reach their edges",
    ),
    # Patterns
    Concept(
        "half-drop halfdrop brick half-brick drop offset-repeat half-step",
        "--symmetry cmm repeats half a cell higher in every column",
    ),
    Concept("seam seamless-tile tiled-texture pattern patterns wrap", "write --seamless xy"),
    # Sheets
    Concept(
        "tight-layout tight constrained-layout gap gaps gutter gutters padding pad spacing hspace wspace "
        "space-between distance-between separation",
        "pictures reach their edges",
        {SHEETS: "gaps are fixed; --size 240 makes tiles larger, --columns 4 sets how many are side by side"},
    ),
    Concept(
        "border margin margins border-width",
        "pictures reach their edges; --size 303x426mm is an A3 with a bleed of 3 mm on every side",
        {SHEETS: "gaps are fixed; --size 240 makes tiles larger, --columns 4 sets how many are side by side"},
    ),
    Concept(
        "title titles heading headline header suptitle caption captions footer annotate annotation legend",
        "nnart writes no text into pictures; the file's name can say it: -o title.png",
        {
            SHEETS: "the heading says the seeds and what all tiles share; the file's name can say more: -o "
            "title.png",
            "gallery": _LIST,
            "keep": "write --name {dusk}",
        },
    ),
    Concept(
        "labels no-labels label-size tile-labels no-names no-text no-title no-captions unlabelled",
        "nnart writes no text into pictures",
        {
            SHEETS: "each tile has its name below; nnart render --seed 1..12 -o set/ paints pictures alone",
        },
    ),
    Concept(
        "rows nrows",
        "nnart sheet --columns 4 paints several side by side",
        {SHEETS: "they follow from --columns: --columns 4"},
    ),
    Concept(
        "font fontsize font-size pointsize text text-size",
        "nnart writes no text into pictures",
        {SHEETS: "names of tiles have one size; --size 320 makes tiles larger"},
    ),
    Concept("xlabel ylabel colorbar axis-labels", "nnart sweep labels both of its axes by itself"),
    Concept(
        "shuffle shuffled randomize randomise lucky surprise", "leave --seed out, and one is drawn at random"
    ),
    Concept("seed-file seeds-file seed-list", "write its numbers with commas between: --seed 1,5,9"),
    Concept("hash fx-hash fxhash token token-id", "any number is a seed: --seed 7"),
    Concept("traits attributes rarity", "nnart show PICTURE --json prints what a picture is made of"),
    Concept("today date daily", "any number is a seed, a date too: --seed 20260131"),
    Concept(
        "start first from-seed seed-start seed-from start-seed end last seed-end seed-range range until",
        "write the first and the last: --seed 1..12",
    ),
    # Files
    Concept("8bit 8-bit", "write --bits 8"),
    Concept(
        "hdr exr float float32 linear-light raw-data",
        "--raw -o field.tif has the network's answers, float32; --bits 16 is the finest picture",
    ),
    Concept(
        "cmyk adobergb adobe-rgb prophoto rec2020 fogra swop lab greyscale-file",
        "files have red, green and blue, --space srgb or p3; print shops convert them",
    ),
    Concept(
        "profile icc icc-profile color-profile colour-profile",
        "--space p3 is the wide gamut, --space srgb the usual one",
    ),
    Concept(
        "svg eps vector ai pdf postscript dxf",
        "pictures are made of pixels: -o picture.png, or .tif for a print; other programs put them into a PDF",
    ),
    Concept("ico favicon icon icns", "browsers and systems take a PNG: --size 256 -o icon.png"),
    Concept(
        "gif apng animated-gif",
        "nnart film 7 --output seven.gif makes one that moves; a still one is a PNG: -o picture.png",
    ),
    Concept(
        "psd xcf heic bmp ppm tga jp2 jxl", "write -o picture.png or -o picture.tif, which other programs read"
    ),
    Concept(
        "quality q compression compress jpeg-quality crf bitrate optimize optimise lossless lossy interlace "
        "progressive",
        "it is fixed and high; .png and .tif lose nothing",
    ),
    Concept("max-size filesize file-size kb mb", "a smaller --size, or -o picture.webp, makes files smaller"),
    Concept(
        "metadata exif xmp iptc embed no-metadata strip without-metadata no-recipe no-exif",
        "a picture carries its recipe, always; nnart show prints it, and any other program that saves anew "
        "drops it",
    ),
    Concept(
        "note notes comment comments description remark memo caption-text keywords keyword tag tags category "
        "collection album",
        "a picture carries its recipe and no notes; the file's name can say more: -o for-the-cafe.png",
        {
            "keep": "a favourite has a name and a recipe, no notes or tags; the name can say it: --name "
            "for-the-cafe",
            "gallery": _LIST,
        },
    ),
    Concept(
        "author artist copyright credit license licence signature sign watermark logo stamp overlay",
        "nnart writes no text into pictures; the recipe in the file is what proves it",
    ),
    Concept(
        "prefix suffix basename stem numbering zero-pad padding-digits digits",
        "-o brand-%02d.png numbers the files",
    ),
    Concept("mkdir make-dirs create-dirs parents", "-o walls/ makes the folder"),
    Concept(
        "skip-existing skip ignore-existing no-clobber no-overwrite only-new resume continue",
        "nnart does so by itself: of several pictures those that are there stay, and an interrupted one goes "
        "on",
    ),
    Concept(
        "save-recipe export-recipe write-recipe recipe-out save-config dump-recipe dump export save-toml "
        "sidecar",
        "nnart show --toml PICTURE > recipe.toml writes it; every picture carries it anyway",
    ),
    Concept("print-seed print-path echo print print-only", "--json prints the seed, the path and more"),
    Concept("csv tsv xml yaml yml excel table tabular", "--json prints a line of JSON for each"),
    Concept("stdout pipe to-stdout clipboard copy pbcopy", "-o - writes a PNG to standard output"),
    Concept(
        "set-wallpaper set-background as-wallpaper set-desktop apply",
        "the system's settings take the file; --size wallpaper has a screen's size",
    ),
    Concept(
        "upload publish share post tweet link url email", "nnart show --code PICTURE prints a code to share"
    ),
    Concept("print-size print-shop printer", "write --size a3"),
    # Runs
    Concept(
        "verbose debug log-level loglevel trace v vv",
        "nothing more is said than without it; --json says most, --quiet least",
    ),
    Concept(
        "gpu shader glsl webgl fragment-shader cuda device mps metal opencl backend accelerator "
        "accelerate fp16 half precision dtype rocm vulkan "
        "tpu xformers autocast",
        "nnart computes on the processor, by as many --threads as it has",
    ),
    Concept(
        "timeout max-time time-limit deadline",
        "--dry-run tells the time before; Ctrl-C stops, and the same command goes on",
    ),
    Concept(
        "memory max-memory ram mem-limit maxmem low-vram lowvram medvram",
        "nnart measures it: --dry-run tells, --threads 1 takes least",
    ),
    Concept("stdin from-stdin", "- stands for standard input: nnart render -"),
    Concept("log-file logfile log-dir", "a shell keeps what is said: nnart render 7 2> nnart.log"),
    Concept(
        "check validate verify-output",
        "nnart verify PICTURE paints it again and compares; --dry-run says what a command would paint",
    ),
    Concept("no-color no-colour nocolor", "what nnart prints has no colours; a grey picture is --palette grey"),
    Concept(
        "mouse interactive click keyboard hotkey slider sliders gui live live-preview watch",
        "nnart paints files and has no window; nnart sweep --detail 3..12 shows values side by side",
    ),
    Concept("nice priority low-priority idle background-job", "write --threads 1"),
    Concept("progress progress-bar bar", "it is shown by itself; --quiet turns it off"),
    # Diffusion
    Concept(
        "prompt text-prompt describe query imagine",
        "pictures come from random networks, not from words: nnart explore --prefer {calm} looks for some",
    ),
    Concept(
        "negative-prompt negative no neg avoid exclude without unlike",
        "pictures come from random networks, not from words: nnart explore --prefer not-{busy} looks for some",
        {"explore": "write --prefer not-{busy}"},
    ),
    Concept(
        "cfg cfg-scale guidance guidance-scale stylize stylise style-strength adherence",
        "there is no prompt to follow; --detail says how busy a picture is: --detail 12 (the default is 6)",
    ),
    Concept(
        "num-inference-steps inference-steps sampling-steps ddim-steps num-steps n-steps max-steps "
        "iterations iter iters "
        "niter max-iter passes",
        f"nothing is iterated: {_NOTHING_LEARNT}; --layers 50 is their depth",
    ),
    Concept(
        "sampler scheduler sampling-method solver eta", "--tolerance says how exactly a picture is painted"
    ),
    Concept(
        "checkpoint ckpt lora vae controlnet embedding embeddings pretrained hypernetwork clip-skip refiner "
        "niji",
        f"{_NOTHING_LEARNT}; --network FILE takes a network of your own, nnart presets lists styles",
    ),
    Concept(
        "chaos weird variety wildness randomness random-strength subseed-strength variation-strength",
        "nnart vary PICTURE --change much goes farther",
        {"vary": "write --change much", "breed": "write --change much"},
    ),
    Concept(
        "denoising-strength img2img image-strength init-strength iw strength",
        "nnart vary PICTURE --change some paints others of its kind",
        {"explore": "--like photo.jpg keeps what reminds of it; it has no strength"},
    ),
    Concept("sref cref style-reference style-ref", "write nnart explore --like {photo.jpg}"),
    Concept(
        "upbeta uplight turbo relax stop iw-weight hd-mode", "nnart has none; --size 4k paints it large at once"
    ),
    Concept(
        "inpaint outpaint inpainting outpainting expand uncrop",
        "--zoom 0.5 shows more around it",
    ),
    # Networks
    Concept(
        "weight-scale weights-scale weight-std weight-stddev weight-variance sigma-w sigma init-scale "
        "init-std init-gain "
        "scale-weights initializer initialiser initialization initialisation init-weights xavier glorot "
        "kaiming he "
        "orthogonal spectral-radius std stddev sd variance",
        "--gain {3} is the strength of the weights",
    ),
    Concept("bias-scale bias-std sigma-b biases bias-strength", "--bias {10} is the spread of the biases"),
    Concept("no-biases without-bias bias-free", "write --bias 0"),
    Concept("skip-connections skips shortcut resnet residuals skip-connection", "write --residual {0.6}"),
    Concept(
        "latent latents noise-vector z-vector input-noise time t w",
        "--z {0.1} gives the network numbers of your own",
    ),
    Concept("coords coordinates input-features features positional-encoding pos-enc", "write --inputs x,y,r"),
    Concept("deep deeper", "write --layers 50"),
    Concept("shallow shallower", "write --layers 3"),
    Concept(
        "wide wider hidden-dim hidden-dims hidden-width channels features-per-layer",
        "--width 200 counts the neurons of a layer",
    ),
    Concept(
        "output-layer last-layer feature-map layer-index", "nnart neurons --layer 3 shows what a layer answers"
    ),
    Concept(
        "epochs epoch lr learning-rate optimizer optimiser loss train training dataset data weight-decay "
        "momentum "
        "dropout batchnorm batch-norm finetune fine-tune learn",
        _NOTHING_LEARNT,
    ),
    # Several pictures
    Concept(
        "weight mix proportion blend-amount factor mix-ratio balance lerp interpolate slerp morph tween "
        "between",
        "write nnart render 'mix(3,9,{0.5})': so far from seed 3 to 9",
        {
            "breed": "each child mixes by chance; between two seeds nnart render 'mix(3,9,{0.5})' is so far "
            "from 3 to 9",
            "explore": "words have weights: --prefer calm=2,blue",
        },
    ),
    Concept(
        "blend combine merge composite blend-mode compose crossfade double-exposure",
        "nnart breed 3 9 crosses two pictures",
    ),
    Concept(
        "interpolation interp resample resampling bicubic lanczos nearest bilinear",
        "nothing is resampled: --size paints it anew",
    ),
    Concept(
        "animate animation film movie video mp4 webm frames frame-rate framerate fps duration loop looping "
        "delay "
        "keyframes easing timelapse boomerang",
        _FILMS,
        {"film": "--seconds 20 and --fps 30 say how many frames there are"},
    ),
    Concept(
        "history log logs changelog",
        "a picture carries its recipe, which nnart show PICTURE prints; nnart keep lists favourites",
    ),
    Concept(
        "undo revert reset",
        "nothing is lost that could be undone: nnart paints new files",
        {"keep": "{restores}"},
    ),
    Concept(
        "restore unremove undelete recover bring-back",
        "{restores}",
    ),
    Concept(
        "diff compare difference versus vs before-after",
        "nnart show prints the recipe of each, to compare; nnart sheet a.png b.png shows them side by side",
    ),
    Concept(
        "distance threshold min-score cutoff limit max-results results",
        "nnart explore --keep {24} keeps that many of the best",
        {"explore": "--keep {24} keeps that many of the best"},
    ),
    Concept("diverse diversity unique dedupe distinct", "nnart explore keeps a diverse set by itself"),
    Concept(
        "recursive recurse subfolders",
        "name the files: nnart sheet folder/*/*.png",
        {"gallery": "it takes pictures of the folder alone"},
    ),
)


# What others write before or behind the name of an idea.
_AROUND: Final = frozenset(
    [
        "max",
        "min",
        "default",
        "image",
        "img",
        "picture",
        "output",
        "out",
        "set",
        "add",
        "use",
        "with",
        "no",
        "enable",
        "disable",
        "show",
        "draw",
        "apply",
        "make",
        "sheet",
        "level",
        "amount",
        "type",
        "mode",
        "color",
        "colour",
        "factor",
        "strength",
        "value",
        "on",
        "off",
    ]
)
_NAMED = re.compile(r"(?<![\w-])--[a-z][a-z-]*")  # options in what a row says


def _spread(rows: tuple[Concept, ...]) -> dict[str, Concept]:
    """Return a row for every word.

    Raises:
        ValueError: if a word is there twice.
    """
    pairs = [(word, row) for row in rows for word in row.words.split()]
    found = dict(pairs)
    if len(found) < len(pairs):
        words = [word for word, _ in pairs]
        raise ValueError(f"in two rows: {', '.join(word for word in found if words.count(word) > 1)}")
    return found


BY_WORD: Final[Mapping[str, Concept]] = _spread(CONCEPTS)


def concept_of(word: str) -> Concept | None:
    """Return the row of a word, as words are compared, or of what is left of one such as max-brightness."""
    if word in BY_WORD:
        return BY_WORD[word]
    kept = [part for part in word.split("-") if part not in _AROUND]
    return BY_WORD.get("-".join(kept))


def says(word: str, command: str, options: Collection[str]) -> str:
    """Return what to write for an idea; empty if there is no row for it.

    Args:
        word: as words are compared.
        command: by nnart's name.
        options: that it has.
    """
    concept = concept_of(word)
    if concept is None:
        return ""
    sheets = concept.of.get(SHEETS, "") if "--columns" in options and command != "keep" else ""
    text = concept.of.get(command) or sheets
    if text:
        return text.replace("{command}", command)
    return concept.says if has_all(concept.says, options) else f"in nnart render, {concept.says}"


def has_all(text: str, options: Collection[str]) -> bool:
    """Return whether some options are all that a text names, but for what it says of other commands."""
    return all(option in options for clause in text.split("; ") for option in _named_in(clause))


def _named_in(clause: str) -> list[str]:
    """Return the options that a clause names before it comes to a command."""
    return _NAMED.findall(re.split(r"\bnnart [a-z]+ ", clause)[0])
