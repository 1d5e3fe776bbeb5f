// The explorer in a notebook: a wall of pictures, each a button that is pressed while it is chosen.

const render = ({ model, el }) => {
  const side = model.get("_side"), wall = h("div", { className: "wall", role: "group", "aria-label": "Pictures to choose from" });
  const line = h("span", { className: "line", role: "status" });
  const ask = (kind) => () => model.send({ kind });
  const buttons = [h("button", { type: "button", onclick: ask("more") }, "More"), h("button", { type: "button", onclick: ask("new") }, "New seeds")];
  const root = h("div", { className: "nnart-explorer" }, wall, h("div", { className: "bar" }, ...buttons, line));
  const tiles = () => [...wall.children];

  const choose = (place) => {
    const chosen = model.get("chosen");
    const places = chosen.includes(place) ? chosen.filter((one) => one !== place) : [...chosen, place];
    model.set("chosen", places);
    model.save_changes();
  };
  const drawChoice = () => {
    const chosen = model.get("chosen"), { busy, fault } = model.get("_state");
    tiles().forEach((tile, place) => tile.setAttribute("aria-pressed", String(chosen.includes(place))));
    for (const button of buttons) button.disabled = busy && button === buttons[0];
    const count = chosen.length ? `${chosen.length} chosen: ${wall.children[chosen.at(-1)]?.title ?? ""}${chosen.length > 1 ? " last" : ""}` : "Choose pictures: recipe and recipes have the choice";
    line.textContent = fault || (busy ? "Painting …" : count);
    root.classList.toggle("wrong", Boolean(fault));
    root.setAttribute("aria-busy", String(busy));
  };
  const enter = (place) => tiles().forEach((tile, index) => { tile.tabIndex = index === place ? 0 : -1; });
  const add = ({ words, data }) => {
    const place = wall.children.length, address = URL.createObjectURL(new Blob([data], { type: "image/webp" }));
    const image = h("img", { alt: words, width: side, height: side, src: address, onload: () => URL.revokeObjectURL(address) });
    wall.append(h("button", { type: "button", title: words, tabIndex: place ? -1 : 0, onclick: () => { enter(place); choose(place); } }, image, h("span", { "aria-hidden": "true" }, words)));
  };
  const drawBatch = () => {
    const { first, pictures } = model.get("_batch");
    if (first === undefined) return;
    if (first > wall.children.length) { model.send({ kind: "ready" }); return; }  // a batch was missed
    while (wall.children.length > first) wall.lastChild.remove();
    pictures.forEach(add);
    drawChoice();
  };
  wall.onkeydown = (event) => {
    const all = tiles(), place = all.indexOf(event.target);
    if (place < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const columns = all.filter((tile) => tile.offsetTop === all[0].offsetTop).length;
    const to = { ArrowLeft: place - 1, ArrowRight: place + 1, ArrowUp: place - columns, ArrowDown: place + columns, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (!all[to]) return;
    enter(to);
    all[to].focus();
  };
  const heard = { "change:_batch": drawBatch, "change:chosen": drawChoice, "change:_state": drawChoice };
  for (const [name, act] of Object.entries(heard)) model.on(name, act);
  el.append(root);
  drawChoice();
  model.send({ kind: "ready" });
  const undo = [hideStill(model.get("_mark")), keepKeys(root)];
  return () => { for (const back of undo) back(); for (const [name, act] of Object.entries(heard)) model.off(name, act); };
};

export default { render };
