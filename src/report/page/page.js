// What a report does in the browser: draws its charts in place of their pictures, lists their data, unfolds the code.
"use strict";
{
  const root = document.documentElement;
  const { nonce } = document.currentScript;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme === "auto" ? prefersDark.matches : root.dataset.theme === "dark");
  const figures = [...document.querySelectorAll("figure.chart")];
  const drawings = new Map();

  /** Runs the programs that draw charts, which the page holds compressed. */
  const load = async (element) => {
    const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const program = Object.assign(document.createElement("script"), { nonce });
    program.textContent = await new Response(stream).text();
    document.head.append(program);
  };

  /** Puts the live chart in place of its picture; where that fails the picture stays and a note says why. */
  const draw = async (figure) => {
    const picture = figure.querySelector("img");
    const { vega, fields } = JSON.parse(figure.querySelector("script").textContent);
    const live = figure.querySelector(".live");
    drawings.get(figure)?.finalize();
    try {
      const drawing = await vegaEmbed(live, vega, {
        mode: "vega",
        renderer: "svg",
        theme: isDark() ? "dark" : undefined,
        config: { background: "transparent" },
        actions: { export: true, source: false, compiled: false, editor: false },
        downloadFileName: document.title,
      });
      drawings.set(figure, drawing);
      describe(live, picture?.alt || vega.description || "Chart");
      offerData(figure, drawing.view, vega, fields);
      figure.dataset.state = "live";
    } catch (error) {
      live.replaceChildren();
      figure.dataset.state = "failed";
      figure.append(`This is a picture: the live chart cannot be drawn (${error.message}).`);
      console.error(error);
    }
  };

  /** To a screen reader the chart is one picture with its description, and a menu to save it. */
  const describe = (live, description) => {
    live.querySelector("details > summary")?.setAttribute("aria-label", "Save this chart");
    const marks = live.querySelector("svg.marks");
    if (!marks) return;
    marks.setAttribute("role", "img");
    marks.setAttribute("aria-label", description);
    marks.removeAttribute("aria-roledescription");
    for (const child of marks.children) child.setAttribute("aria-hidden", "true");
  };

  /** The names of the data that the marks of a chart draw. */
  const drawnData = ({ marks = [] }) =>
    marks.flatMap((mark) => [mark.from?.data, mark.from?.facet?.data, ...drawnData(mark)]).filter((name) => name !== undefined);

  const LONGEST = 200;
  const made = (name, attributes, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };

  /** Makes the fold below a chart show the numbers that it draws, when it is opened. */
  const offerData = (figure, view, vega, fields) => {
    const fold = figure.querySelector("details.data");
    fold.hidden = false;
    fold.ontoggle = () => {
      if (!fold.open) return;
      const contents = [...new Set(drawnData(vega))].map((name) => cellsOf(readData(view, name), fields));
      const texts = contents.map((content) => JSON.stringify(content)); // layers may draw the same
      const tables = contents.filter(({ names }, i) => names.length > 0 && texts.indexOf(texts[i]) === i).map(tableOf);
      fold.querySelector(".tables").replaceChildren(...(tables.length > 0 ? tables : ["It draws formulas, no data."]));
    };
  };

  /** Data inside a facet belongs to its group and has no name in the view. */
  const readData = (view, name) => {
    try {
      return view.data(name);
    } catch {
      return [];
    }
  };

  /** What encodings show of the rows: the columns that have values, under their titles. */
  const cellsOf = (rows, fields) => {
    const columns = Object.keys(fields).filter((field) => rows.some((row) => row[field] !== undefined && row[field] !== null));
    return { names: columns.map((field) => fields[field]), cells: rows.map((row) => columns.map((field) => row[field] ?? "")) };
  };

  const tableOf = ({ names, cells }) => {
    const save = made("button", { type: "button", onclick: () => download(names, cells) }, "Save as CSV");
    const count = cells.length > LONGEST ? `The first ${LONGEST} of ${cells.length} rows` : `${cells.length} row${cells.length === 1 ? "" : "s"}`;
    const line = (values, cell) => made("tr", {}, ...values.map((value) => made(cell, cell === "th" ? { scope: "col" } : {}, String(value))));
    return made("div", { className: "html", tabIndex: 0, role: "region", ariaLabel: `Data: ${names.join(", ")}` },
      made("table", {}, made("caption", {}, `${count} `, save),
        made("thead", {}, line(names, "th")), made("tbody", {}, ...cells.slice(0, LONGEST).map((row) => line(row, "td")))));
  };

  const download = (names, cells) => {
    const field = (value) => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
    const text = [names, ...cells].map((row) => `${row.map(field).join(",")}\r\n`).join("");
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    made("a", { href: address, download: `${document.title}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
  });
  for (const figure of figures) observer.observe(figure);
  const pause = () => new Promise((resolve) => setTimeout(resolve));

  /** What the reader looks at comes first, then the rest; the page answers in between. */
  const drawAll = async () => {
    const waiting = new Set(figures);
    while (waiting.size > 0) {
      const figure = [...waiting].find((candidate) => seen.has(candidate)) ?? [...waiting][0];
      waiting.delete(figure);
      await draw(figure);
      await pause();
    }
    root.dataset.charts = isDark() ? "dark" : "light";
  };
  const programs = document.getElementById("chart-programs");
  let drawn = (programs ? load(programs).then(pause) : Promise.resolve()).then(drawAll);
  prefersDark.addEventListener("change", () => {
    if (root.dataset.theme === "auto") drawn = drawn.then(drawAll);
  });

  const button = document.getElementById("show-code");
  const folds = [...document.querySelectorAll("details.code")];
  button.hidden = folds.length === 0;
  button.addEventListener("click", () => {
    const show = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(show));
    for (const fold of folds) fold.open = show;
  });
}
