/** The linked records with their links' values, as a file that the import reads back. */
import type { Readable } from "node:stream";
import type { Lang } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import { LIST_LIMITS, listRelated, type RecordJson } from "../../server/records/index.ts";
import { fieldColumn, textColumn, type TableFile } from "../export/index.ts";
import { linkTableOf, type LinkTarget } from "./relation.ts";

/** Links of one record are thousands, not millions. */
const MOST_ROWS = 100_000;
/** Besides number and name: what people know the goods by. */
const MOST_CODES = 2;

/** Whatever is wrong with the request is thrown before the first byte. */
export async function exportLinks(ctx: Ctx, target: LinkTarget, { file, lang }: { file: TableFile; lang: Lang }): Promise<Readable> {
  const { keys, fields } = linkTableOf(ctx, target, "export");
  const codes = keys.filter(({ name }) => name !== "number" && name !== "label").slice(0, MOST_CODES);
  const columns = [
    ...keys
      .filter((key) => key.name === "number" || key.name === "label" || codes.includes(key))
      .map(({ name, title }) => textColumn(title[lang], (record) => record[name])),
    ...fields.map((field) =>
      fieldColumn(field, lang, (record) => (record["link"] as Readonly<Record<string, never>> | null)?.[field.name]),
    ),
  ];
  const list = (cursor?: string) =>
    listRelated(ctx, {
      ...target,
      fields: ["number", "label", ...codes.map(({ name }) => name)],
      sort: "label",
      limit: LIST_LIMITS.most,
      cursor,
    });
  const first = await list();
  async function* pages(): AsyncGenerator<readonly RecordJson[]> {
    let rows = 0;
    for (let page = first; ; page = await list(page.next_cursor)) {
      yield page.data;
      rows += page.data.length;
      if (page.next_cursor === null || rows >= MOST_ROWS) return;
    }
  }
  return file.write(columns, pages());
}
