/** The roles and profiles to begin with, in the company's language; the migration made them in English. */
import type { Lang } from "../../../fieldtypes/field-type.ts";
import type { Db } from "../../db/database.ts";
import { sql } from "../../db/sql.ts";

const PROFILES: Readonly<Record<string, string>> = {
  administrator: "Администратор",
  standard: "Стандартный",
  sales: "Продажи",
  support: "Поддержка",
  read_only: "Только чтение",
};
const ROLES: Readonly<Record<string, string>> = {
  director: "Директор",
  employee: "Сотрудник",
  sales_head: "Руководитель продаж",
  salesperson: "Менеджер по продажам",
  support: "Специалист поддержки",
};

export async function namePresets(db: Db, lang: Lang): Promise<void> {
  if (lang !== "ru") return;
  await db.query(sql`UPDATE profiles p SET name = x.value FROM json_each_text(${JSON.stringify(PROFILES)}::json) x WHERE p.preset = x.key`);
  await db.query(sql`UPDATE roles r SET name = x.value FROM json_each_text(${JSON.stringify(ROLES)}::json) x WHERE r.preset = x.key`);
}
