/**
 * From a form's layout to the bytes of a PDF, by pdfmake: plain JavaScript with Roboto (Apache 2.0, Cyrillic) in its
 * package. Typst's binding sets finer type, but brings 40 MB of native code for each platform.
 */
import { createRequire } from "node:module";
import path from "node:path";
import type { TDocumentDefinitions } from "pdfmake/interfaces.js";

interface Maker {
  setFonts(fonts: Record<string, Record<string, string>>): void;
  setUrlAccessPolicy(allow: (url: string) => boolean): void;
  setLocalAccessPolicy(allow: (file: string) => boolean): void;
  createPdf(document: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
}

const load = createRequire(import.meta.url);
let maker: Maker | undefined;

/** Loaded with the first print: most processes never print. */
function pdfmake(): Maker {
  if (maker) return maker;
  const made = load("pdfmake") as Maker;
  const fonts = load("pdfmake/fonts/Roboto.js") as Record<string, Record<string, string>>;
  const folder = path.dirname(load.resolve("pdfmake/package.json"));
  made.setFonts(fonts);
  // A document shows what we put into it: nothing is fetched, and of files only the fonts are read.
  made.setUrlAccessPolicy(() => false);
  made.setLocalAccessPolicy((file) => path.resolve(file).startsWith(path.join(folder, "fonts")));
  maker = made;
  return made;
}

export const renderPdf = (document: TDocumentDefinitions): Promise<Buffer> => pdfmake().createPdf(document).getBuffer();
