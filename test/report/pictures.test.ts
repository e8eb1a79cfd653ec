import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { embedPictures } from "../../src/report/pictures";
import { projectRoot } from "../../src/run";

const folder = path.join(projectRoot, "test/report/fixtures");

describe("embedPictures", () => {
  it("puts an image file beside the notebook into the report", () => {
    const { html, faults } = embedPictures('<p><img alt="a > b" src="dot.svg" width="4"/></p>', folder);
    assert.match(html, /^<p><img alt="a > b" src="data:image\/svg\+xml;base64,[A-Za-z0-9+/]+=*" width="4"\/><\/p>$/);
    assert.deepEqual(faults, []);
  });

  it("leaves pictures that are inside already", () => {
    const html = '<img alt="" src="data:image/png;base64,AAAA">';
    assert.deepEqual(embedPictures(html, folder), { html, faults: [] });
  });

  it("lists one that is not there, that is no image, or that the network would have to bring", () => {
    for (const source of ["nothing.png", "make_sample.py", "https://example.org/a.png"]) {
      const html = `<img src="${source}">`;
      assert.deepEqual(embedPictures(html, folder), {
        html, faults: [`Picture not embedded: ${source} (not an image file beside the notebook)`],
      });
    }
  });
});
