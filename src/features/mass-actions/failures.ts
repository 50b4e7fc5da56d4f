/** The file of refused records: which, and why, in the reader's language. */
import { Readable } from "node:stream";
import { csvLine, guardCell } from "../../model/format/csv-cell.ts";
import type { Ctx } from "../../server/context.ts";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { AppError } from "../../server/errors.ts";
import { toProblem } from "../../server/http/problem.ts";
import { listRecords } from "../../server/records/index.ts";
import { failures, type Failure, type MassRow } from "./store.ts";

const TITLES: Readonly<Record<Lang, readonly string[]>> = {
  en: ["ID", "Number", "Name", "Reason"],
  ru: ["ID", "Номер", "Название", "Причина"],
};
const DELIMITER = { en: ",", ru: ";" } as const;

export function failuresCsv(ctx: Ctx, mass: MassRow, undo: boolean): Readable {
  const line = (cells: readonly string[]): string => csvLine(cells.map(guardCell), DELIMITER[ctx.lang]);
  async function* lines(): AsyncGenerator<string> {
    yield `\uFEFF${line(TITLES[ctx.lang])}`;
    for await (const part of failures(ctx.db, mass.id, undo)) {
      const names = await namesOf(ctx, mass.module, part);
      yield part
        .map((one) => line([one.record_id, ...(names.get(one.record_id) ?? ["", ""]), reasonsText(ctx, mass.module, one)]))
        .join("");
    }
  }
  return Readable.from(lines());
}

async function namesOf(ctx: Ctx, module: string, part: readonly Failure[]): Promise<Map<string, readonly string[]>> {
  const filter = { field: "id", op: "in", value: part.map((one) => one.record_id) };
  const { data } = await listRecords(ctx, { module, fields: ["number"], filter, sort: "id", limit: part.length });
  return new Map(data.map((record) => [record.id, [typeof record["number"] === "string" ? record["number"] : "", record.label]]));
}

function reasonsText(ctx: Ctx, module: string, { errors }: Failure): string {
  const labels = ctx.registry.modules.get(module)?.fields;
  return errors
    .map((error) => {
      const known = toProblem(new AppError("validation_failed", { errors: [error] }), ctx.lang).errors?.[0]?.message ?? error.code;
      const label = labels?.get(error.field.split(".")[0] ?? "")?.label[ctx.lang];
      return label ? `${label}: ${known}` : known;
    })
    .join("; ");
}
