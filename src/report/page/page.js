// What a report does in the browser: draws its charts in place of their pictures, and unfolds the code.
"use strict";
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const figures = [...document.querySelectorAll("figure.chart")];
  const drawings = new Map();

  /** Puts the live chart in place of its picture; where that fails the picture stays and a note says why. */
  const draw = async (figure) => {
    const picture = figure.querySelector("img");
    const specification = JSON.parse(figure.querySelector("script").textContent);
    const live = figure.querySelector(".live");
    drawings.get(figure)?.finalize();
    try {
      const drawing = await vegaEmbed(live, specification, {
        renderer: "svg",
        theme: dark.matches ? "dark" : undefined,
        config: { background: "transparent" },
        actions: { export: true, source: false, compiled: false, editor: false },
        downloadFileName: document.title,
      });
      drawings.set(figure, drawing);
      describe(live, picture?.alt || specification.description || "Chart");
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

  const drawAll = async () => {
    for (const figure of figures) await draw(figure);
    document.documentElement.dataset.charts = dark.matches ? "dark" : "light";
  };
  let drawn = drawAll();
  dark.addEventListener("change", () => (drawn = drawn.then(drawAll)));

  const button = document.getElementById("show-code");
  const folds = [...document.querySelectorAll("details.code")];
  button.hidden = folds.length === 0;
  button.addEventListener("click", () => {
    const show = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(show));
    for (const fold of folds) fold.open = show;
  });
}
