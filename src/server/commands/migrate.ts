/** `manul migrate`. */
import { prepareDatabase } from "../db/prepare.ts";
import { withDatabase } from "./with-database.ts";

export async function migrateDatabase(): Promise<void> {
  await withDatabase({}, ({ opened }) => prepareDatabase(opened.database));
  process.stdout.write("The database is up to date.\n");
}
