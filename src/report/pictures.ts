import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { unescapeHtml } from "./htmlText";

const IMAGE = /(<img (?:[^">]|"[^"]*")*?src=")((?!data:)[^"]*)"/g;

const TYPES: Record<string, string> = {
  ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".svg": "image/svg+xml",
};

/**
 * Puts the image files that a notebook refers to into the report itself. One that is not there, or that would have
 * to come from the network, is listed among the faults.
 */
export function embedPictures(html: string, folder: string): { html: string; faults: string[] } {
  const faults: string[] = [];
  const embed = (all: string, before: string, source: string) => {
    const name = decodeURI(unescapeHtml(source));
    const file = path.resolve(folder, name);
    const type = TYPES[path.extname(file).toLowerCase()];
    if (/^[a-z]+:/i.test(name) || type === undefined || !existsSync(file)) {
      faults.push(`Picture not embedded: ${name} (not an image file beside the notebook)`);
      return all;
    }
    return `${before}data:${type};base64,${readFileSync(file).toString("base64")}"`;
  };
  return { html: html.replace(IMAGE, embed), faults };
}

const PICTURE = /(<figure class="chart">\s*<div class="live"><\/div>\s*<img (?:[^">]|"[^"]*")*?src=")data:image\/png;base64,([^"]*)"/g;

/** WebP's quality, of 100: words and thin lines look the same beside the original, at a third of its size. */
const QUALITY = 85;

/** Re-encodes the still pictures of charts as WebP, so that a report with many stays small to send. */
export async function shrinkPictures(html: string): Promise<string> {
  let result = "";
  let end = 0;
  for (const match of html.matchAll(PICTURE)) {
    const [all, before, png] = match;
    result += `${html.slice(end, match.index)}${before}${await webp(png!)}"`;
    end = match.index! + all.length;
  }
  return result + html.slice(end);
}

/** A small WebP picture of a PNG, at most as wide as given, on white; both as text. */
export function thumbnail(png: string, width: number): Promise<string> {
  return webp(png, width);
}

async function webp(png: string, mostWidth = Infinity): Promise<string> {
  const { createCanvas, loadImage } = require("@napi-rs/canvas") as typeof import("@napi-rs/canvas");
  const image = await loadImage(Buffer.from(png, "base64"));
  const scale = Math.min(1, mostWidth / image.width);
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return `data:image/webp;base64,${(await canvas.encode("webp", QUALITY)).toString("base64")}`;
}
