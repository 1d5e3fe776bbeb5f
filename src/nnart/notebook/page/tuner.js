// The tuner in a notebook: a picture, and a control for every knob. `scaleOf` and `written` stand before this file.

const RESOLUTION = 1000;  // steps of a slider
const PATIENCE = 20_000;  // milliseconds after which an answer is given up

const title = (name) => name[0].toUpperCase() + name.slice(1);
const focused = (element) => element.getRootNode().activeElement === element;

// Controls: each returns elements and `set(value, fallback)`, where values are text. `turn(text, final)` has a new value.

const textField = (properties) => h("input", { type: "text", autocomplete: "off", spellcheck: false, ...properties });

const number = (knob, turn, words = title(knob.name)) => {
  const scale = scaleOf(knob);
  const field = textField({ inputMode: "decimal", className: "number", "aria-label": words });
  const slider = h("input", { type: "range", min: "0", max: String(RESOLUTION), step: "1", "aria-label": `${words}, slider` });
  let shown = 0;
  const tell = (value) => { shown = value; slider.setAttribute("aria-valuetext", `${written(value)} ${knob.unit}`.trim()); };
  const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  slider.oninput = () => {
    tell(scale.number(Number(slider.value) / RESOLUTION));
    field.value = written(shown);
    turn(written(shown), false);
  };
  slider.onchange = () => turn(written(shown), true);
  slider.onkeydown = (event) => {
    const by = steps[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    tell(scale.step(shown, by));
    slider.value = String(Math.round(scale.at(shown) * RESOLUTION));
    field.value = written(shown);
    turn(written(shown), true);
  };
  field.onchange = () => turn(field.value.trim() || null, true);
  const set = (value) => {
    field.placeholder = value === null ? knob.default_words : "";
    if (!focused(field) || field.value === "") field.value = value ?? "";
    if (value === null) return;
    slider.value = String(Math.round(scale.at(Number(value)) * RESOLUTION));
    tell(Number(value));
  };
  return { field, element: slider, set };
};

const select = (knob, names, turn) => {
  const element = h("select", { "aria-label": title(knob.name), onchange: () => turn(element.value || null, true) },
    names.map((name) => h("option", { value: name, title: knob.meanings?.[name] ?? "" }, name || knob.default_words)));
  const set = (value) => {
    const text = value ?? "";
    if (![...element.options].some((option) => option.value === text)) element.append(h("option", { value: text }, text.length > 24 ? "own colours" : text));
    element.value = text;
  };
  return { field: element, set };
};

const flag = (knob, turn) => {
  const element = h("input", { type: "checkbox", "aria-label": title(knob.name), onchange: () => turn(element.checked ? "on" : "off", true) });
  return { field: element, set: (value) => { element.checked = value === "on"; } };
};

const names = (knob, turn) => {
  const boxes = knob.choices.map((name) => h("input", { type: "checkbox", value: name, onchange: (event) => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length) turn(chosen.join(","), true);
    else event.target.checked = true;
  } }));
  const element = h("div", { className: "boxes", role: "group", "aria-label": title(knob.name) }, boxes.map((box) => h("label", {}, box, box.value)));
  return { element, set: (value) => { const there = (value ?? "").split(","); for (const box of boxes) box.checked = there.includes(box.value); } };
};

const text = (knob, turn) => {
  const field = textField({ className: "wide", "aria-label": title(knob.name), placeholder: (knob.examples ?? [])[0] ?? knob.default_words, onchange: () => turn(field.value.trim() || null, true) });
  return { element: field, set: (value) => { if (!focused(field)) field.value = value === "none" ? "" : value ?? ""; } };
};

const symmetry = (knob, turn) => {
  const plain = (name) => name.replace(/-N$/, ""), ordered = new Set(knob.choices.filter((name) => name.endsWith("-N")).map(plain));
  const send = () => turn(ordered.has(list.field.value) ? `${list.field.value}-${order.value}` : list.field.value, true);
  const list = select(knob, knob.choices.map(plain), send);
  const order = h("input", { type: "number", min: "2", max: "64", value: "6", hidden: true, "aria-label": "Order of the symmetry", onchange: send });
  const set = (value) => {
    const [, name, count] = /^(.*?)(?:-(\d+))?$/.exec(value ?? "none");
    list.set(name);
    order.hidden = !ordered.has(name);
    if (count && !focused(order)) order.value = count;
  };
  return { field: h("span", { className: "pair" }, order, list.field), set };
};

const palette = (knob, turn, colours) => {
  const list = select(knob, ["", ...Object.keys(colours)], turn), strip = h("div", { className: "strip" });
  const set = (value, _, own) => {
    list.set(own ? value : "");
    strip.style.background = value in colours ? `linear-gradient(90deg, ${colours[value].join(", ")})` : "none";
  };
  return { field: list.field, element: strip, set };
};

const seed = (knob, turn) => {
  const field = textField({ inputMode: "numeric", className: "seed", "aria-label": "Seed", onchange: () => turn(field.value.trim() || null, true) });
  const last = BigInt("18446744073709551615");
  const step = (by) => { try { turn(String(BigInt.asUintN(64, BigInt(field.value) + by)), true); } catch { turn("0", true); } };
  const any = () => turn(String(crypto.getRandomValues(new BigUint64Array(1))[0] % (knob.max > 1e10 ? last : BigInt(knob.max))), true);
  const button = (label, words, onclick) => h("button", { type: "button", title: words, "aria-label": words, onclick }, label);
  field.onkeydown = (event) => { if (event.key === "ArrowUp" || event.key === "ArrowDown") { event.preventDefault(); step(event.key === "ArrowUp" ? 1n : -1n); } };
  const field_ = h("span", { className: "pair" }, button("‹", "Previous seed", () => step(-1n)), field, button("›", "Next seed", () => step(1n)), button("Random", "Random seed", any));
  return { field: field_, set: (value) => { if (!focused(field)) field.value = value ?? ""; } };
};

const point = (knob, turn) => {
  const values = ["0", "0"];
  const axes = ["x", "y"].map((axis, index) => number({ ...knob, kind: "real" }, (value, final) => { values[index] = value ?? "0"; turn(values.join(","), final); }, `Center, ${axis}`));
  const set = (value) => (value ?? "0,0").split(",").forEach((part, index) => { values[index] = part; axes[index].set(part); });
  return { field: h("span", { className: "pair" }, axes.map((axis) => axis.field)), element: h("div", { className: "pair" }, axes.map((axis) => axis.element)), set };
};

const OWN = { seed, palette, symmetry };
const KINDS = { whole: number, real: number, flag, names, text, point, reals: text, choice: (knob, turn) => select(knob, knob.choices, turn) };

/** Return a knob's row; its line says what the knob does, why it is off, or what is wrong with the value. */
const row = (knob, colours, turn) => {
  const control = (OWN[knob.name] ?? KINDS[knob.kind])(knob, turn, colours);
  const reset = h("button", { type: "button", className: "reset", title: `Default: ${knob.default_words}`, "aria-label": `Reset ${knob.name}`, onclick: () => turn(null, true) }, "↺");
  const line = h("p", { className: "line" });
  const unit = knob.unit === "degrees" ? h("span", { "aria-hidden": "true" }, "°") : null;
  const element = h("div", { className: "row", title: knob.help },
    h("div", { className: "top" }, h("span", { className: "name" }, title(knob.name)), reset, h("span", { className: "value" }, control.field ?? null, unit)), control.element ?? null, line);
  element.dataset.knob = knob.name;
  const set = (shown, fault, pending) => {
    const off = shown.off[knob.name], own = knob.name in shown.look;
    if (!fault && !pending) control.set(shown.values[knob.name] || null, shown.defaults[knob.name] || null, own);
    element.classList.toggle("off", Boolean(off));
    element.classList.toggle("wrong", Boolean(fault));
    line.textContent = fault ?? (off ? title(off) : "");
    line.setAttribute("role", fault ? "alert" : "note");
    for (const input of element.querySelectorAll("input, select")) input.disabled = Boolean(off) && !fault;
    reset.hidden = knob.name === "seed" || !(own || fault);
  };
  return { element, set };
};

/** One request in flight and the last one wanted; `pass(number)` says that answers up to a number are there;
 *  `pending(name)` whether a knob waits for one: what it shows is newer than what the kernel knows. */
const requests = (send, number) => {
  let flying = null, wanted = null, timer = 0;
  const next = () => {
    clearTimeout(timer);
    flying = wanted;
    wanted = null;
    if (!flying) return;
    number += 1;
    timer = setTimeout(next, PATIENCE);
    send({ ...flying, number });
  };
  const want = (request) => {
    const other = flying && wanted && wanted.name !== request.name;
    if (other) send({ ...wanted, number });  // of another knob: it is not to be lost
    wanted = request;
    if (!flying) next();
  };
  const pending = (name) => flying?.name === name || wanted?.name === name;
  return { want, pending, pass: (answered) => { if (flying && answered >= number) next(); } };
};

/** Show pictures in the order in which they come, each when it is decoded, and none after a newer one. */
const stage = (image) => {
  let asked = 0, shown = 0;
  return async (data, words) => {
    const mine = asked += 1, next = new Image();
    const address = next.src = URL.createObjectURL(new Blob([data]));
    try { await next.decode(); } catch { URL.revokeObjectURL(address); return; }
    if (mine < shown) { URL.revokeObjectURL(address); return; }
    shown = mine;
    const before = image.src;
    Object.assign(image, { src: address, alt: words });
    image.dataset.shown = String(mine);
    if (before.startsWith("blob:")) URL.revokeObjectURL(before);
  };
};

const render = ({ model, el }) => {
  const { knobs, groups, palettes } = model.get("_controls"), [width, height] = model.get("_size");
  const image = h("img", { width, height, alt: "The picture is being painted" }), fault = h("p", { className: "line", role: "alert" });
  const show = stage(image), asks = requests((message) => model.send({ kind: "turn", ...message }), model.get("_answer").number ?? 0);
  const rows = new Map(knobs.map((knob) => [knob.name, row(knob, palettes, (value, final) => asks.want({ name: knob.name, value, final }))]));
  const those = (some) => some.map((knob) => rows.get(knob.name).element);
  const panel = h("div", { className: "controls", style: `max-height: ${Math.max(height, 420)}px` }, those(knobs.filter((knob) => knob.first)), groups.map((group) =>
    h("details", {}, h("summary", {}, group), those(knobs.filter((knob) => knob.group === group && !knob.first)))));
  const root = h("div", { className: "nnart-tuner" }, h("div", { className: "picture" }, image, fault), panel);
  const draw = () => {
    const shown = model.get("_shown"), faults = model.get("_faults");
    for (const [name, { set }] of rows) set(shown, faults[name], asks.pending(name));
    fault.textContent = faults[""] ?? "";
  };
  const answered = () => {
    const { number, words, whole } = model.get("_answer"), data = model.get("_picture");
    asks.pass(number);
    draw();
    if (data?.byteLength && words) show(data, words);
    root.classList.toggle("draft", whole === false);
  };
  const heard = { "change:_shown": draw, "change:_faults": draw, "change:_answer": answered };
  for (const [name, act] of Object.entries(heard)) model.on(name, act);
  el.append(root);
  answered();
  model.send({ kind: "ready" });
  const undo = [hideStill(model.get("_mark")), keepKeys(root)];
  return () => { for (const back of undo) back(); for (const [name, act] of Object.entries(heard)) model.off(name, act); };
};

export default { render };
