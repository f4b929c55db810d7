"use strict";
(() => {
  const form = document.getElementById("filter");
  const cards = Array.from(document.querySelectorAll(".card"));
  const boxes = Array.from(form.querySelectorAll("input[name=kind]"));
  const shown = document.getElementById("shown");
  const show = () => {
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const type = form.elements.type.value;
    const report = form.elements.report.value;
    let count = 0;
    for (const card of cards) {
      const fits = kinds.has(card.dataset.kind) && (!type || card.dataset.type === type) &&
        (!report || card.dataset.report === report);
      card.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent = String(count);
  };
  const set = (value) => () => {
    for (const box of boxes) box.checked = value;
    show();
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("none").addEventListener("click", set(false));
  document.getElementById("every").addEventListener("click", set(true));
  form.hidden = false;
  show();
})();
