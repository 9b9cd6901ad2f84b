// One box ticks all rows of the page, and the bar says how many are ticked. Without it each is ticked by itself.
for (const form of document.querySelectorAll("form[data-select-rows]")) {
  const rows = [...form.querySelectorAll("input[name=id]")];
  const all = form.querySelector("[data-select-all]");
  const count = form.querySelector("[data-select-count]");
  const theTicked = form.querySelector("input[name=scope][value=ticked]");
  const show = () => {
    const ticked = rows.filter(({ checked }) => checked).length;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
    count.textContent = `(${ticked})`;
  };
  all.closest("label").hidden = false;
  form.addEventListener("change", ({ target }) => {
    if (target === all) for (const row of rows) row.checked = all.checked;
    if (target === all || target.name === "id") theTicked.checked = true;
    show();
  });
  // The browser ticks again what was ticked before one went on and came back.
  addEventListener("pageshow", show);
  show();
}
