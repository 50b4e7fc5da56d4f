/** What a workbook says of its sheets, before their rows are read: names, places, number formats, common texts. */
import { unreadable } from "../table.ts";
import { kindOfFormat, type NumberKind } from "./formats.ts";
import { readWhole, type Package } from "./package.ts";

const MAX_SHEETS = 200;
/** Texts that cells share are held in memory: this many, of so many characters together. */
const MAX_STRINGS = 2_000_000;
const MAX_STRING_LENGTH = 60_000_000;

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly date1904: boolean;
  /** By the number of a cell's style. */
  readonly formats: readonly NumberKind[];
  readonly strings: readonly string[];
}

export async function readWorkbook(from: Package): Promise<Workbook> {
  const root = (await relations(from, "_rels/.rels")).find(({ type }) => type.endsWith("/officeDocument"));
  const part = root ? partOf("", root.target) : "xl/workbook.xml";
  if (!from.has(part)) throw unreadable("xlsx_other");
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const related = await relations(from, `${folder}_rels/${part.slice(folder.length)}.rels`);
  const { sheets, date1904 } = await readSheets(from, part);
  const found = sheets.flatMap(({ name, hidden, id }) => {
    const relation = related.find((each) => each.id === id && each.type.endsWith("/worksheet"));
    return relation ? [{ name, hidden, part: partOf(folder, relation.target) }] : [];
  });
  const shown = found.some(({ hidden }) => !hidden) ? found.filter(({ hidden }) => !hidden) : found;
  if (shown.length === 0) throw unreadable("xlsx_other");
  if (shown.length > MAX_SHEETS) throw unreadable("xlsx_bomb");
  const of = (type: string): string | undefined => {
    const relation = related.find((each) => each.type.endsWith(`/${type}`));
    return relation && partOf(folder, relation.target);
  };
  return {
    sheets: shown,
    date1904,
    formats: await readFormats(from, of("styles")),
    strings: await readStrings(from, of("sharedStrings")),
  };
}

const partOf = (folder: string, target: string): string =>
  target.startsWith("/") ? target.slice(1) : new URL(target, `zip:///${folder}`).pathname.slice(1);

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}
async function relations(from: Package, part: string): Promise<Relation[]> {
  const found: Relation[] = [];
  await readWhole(from, part, {
    open: (name, { Id: id = "", Type: type = "", Target: target = "" }) => {
      if (name === "Relationship") found.push({ id, type, target });
    },
  });
  return found;
}

async function readSheets(from: Package, part: string) {
  const sheets: { readonly name: string; readonly id: string; readonly hidden: boolean }[] = [];
  let date1904 = false;
  await readWhole(from, part, {
    open: (tag, attributes) => {
      if (tag === "workbookPr") date1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (tag !== "sheet") return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1] ?? "";
      sheets.push({ name: (attributes["name"] ?? "").slice(0, 100), id, hidden: (attributes["state"] ?? "visible") !== "visible" });
    },
  });
  return { sheets, date1904 };
}

async function readFormats(from: Package, part: string | undefined): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const formats: NumberKind[] = [];
  let inCells = false;
  if (part !== undefined)
    await readWhole(from, part, {
      open: (name, attributes) => {
        if (name === "numFmt") codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
        else if (name === "cellXfs") inCells = true;
        else if (name === "xf" && inCells) {
          const id = Number(attributes["numFmtId"] ?? 0);
          formats.push(kindOfFormat(id, codes.get(id)));
        }
      },
      close: (name) => {
        if (name === "cellXfs") inCells = false;
      },
    });
  return formats;
}

/** Texts of one `si`: its runs joined, without the readings of Japanese signs. */
async function readStrings(from: Package, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  let length = 0;
  let text = "";
  let taken = false;
  let phonetic = false;
  if (part !== undefined)
    await readWhole(from, part, {
      open: (name) => {
        if (name === "si") text = "";
        else if (name === "rPh") phonetic = true;
        else if (name === "t") taken = !phonetic;
      },
      text: (piece) => {
        if (taken) text += piece;
      },
      close: (name) => {
        if (name === "t") taken = false;
        else if (name === "rPh") phonetic = false;
        else if (name === "si") {
          length += text.length;
          if (strings.length >= MAX_STRINGS || length > MAX_STRING_LENGTH) throw unreadable("xlsx_too_much_text");
          strings.push(unescaped(text));
        }
      },
    });
  return strings;
}

/** Characters that XML can't hold stand as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
