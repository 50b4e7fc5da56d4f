/** Paper as an eye sees it: a page of a PDF as pixels, and what a camera would read in them. */
import { createCanvas, type Canvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import decodeQr from "qr/decode.js";

/**
 * The first page. `scale`: pixels for a point (1/72 inch). Not in one process with unpdf, which brings a pdf.js of its
 * own that has text but no drawing, and puts it in this one's place.
 */
export async function drawPage(pdf: Uint8Array, scale: number): Promise<Canvas> {
  const loading = getDocument({ data: new Uint8Array(pdf) });
  try {
    const page = await (await loading.promise).getPage(1);
    const viewport = page.getViewport({ scale });
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    // In Node pdf.js draws on this very library's canvas; its types know only the browser's.
    await page.render({ canvas: canvas as never, viewport }).promise;
    return canvas;
  } finally {
    await loading.destroy();
  }
}

/** The text of the one QR code in a picture. Throws where there is none. */
export const readQr = (picture: Canvas): string => decodeQr(picture.getContext("2d").getImageData(0, 0, picture.width, picture.height));
