/** What a file really is, by its first bytes. The type that the browser claims is never believed. */

const SIGNATURES: readonly (readonly [type: string, offset: number, bytes: string])[] = [
  ["image/png", 0, "89504e470d0a1a0a"],
  ["image/jpeg", 0, "ffd8ff"],
  ["image/gif", 0, "474946383761"],
  ["image/gif", 0, "474946383961"],
  ["image/webp", 8, "57454250"],
  ["application/pdf", 0, "255044462d"],
  ["application/zip", 0, "504b0304"],
  ["application/gzip", 0, "1f8b"],
  ["application/x-ole-storage", 0, "d0cf11e0a1b11ae1"],
  ["audio/mpeg", 0, "494433"],
  ["audio/wav", 8, "57415645"],
  ["video/mp4", 4, "66747970"],
];
/** Office files are ZIP inside: the name's ending tells them apart, harmlessly, since they're never shown inline. */
const IN_ZIP: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
};
const TEXTS: Readonly<Record<string, string>> = { csv: "text/csv", txt: "text/plain", md: "text/plain", log: "text/plain" };

export const SNIFFED_BYTES = 16;

export function sniffType(head: Buffer, name: string): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  for (const [type, offset, bytes] of SIGNATURES) {
    const expected = Buffer.from(bytes, "hex");
    if (!head.subarray(offset, offset + expected.length).equals(expected)) continue;
    return type === "application/zip" && Object.hasOwn(IN_ZIP, ending) ? (IN_ZIP[ending] ?? type) : type;
  }
  return Object.hasOwn(TEXTS, ending) && !head.includes(0) ? (TEXTS[ending] ?? "text/plain") : "application/octet-stream";
}

/** Types that a browser may show in place: pictures without scripts. SVG isn't one. */
export const INLINE_TYPES: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
