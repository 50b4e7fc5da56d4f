/** `manul backup` and `manul restore`. */
import { existsSync } from "node:fs";
import path from "node:path";
import { writeBackup } from "../backup/backup.ts";
import { restoreBackup } from "../backup/restore.ts";
import type { Config } from "../config.ts";
import { VERSION } from "../http/version.ts";
import { StartError } from "../start-error.ts";
import { withDatabase } from "./with-database.ts";

/** As the person meant it, in the folder where they are (npx and npm go to the checkout's). */
const fromCaller = (file: string): string => path.resolve(process.env["CALLER_DIR"] ?? process.cwd(), file);

export async function backupTo(name: string): Promise<void> {
  const file = fromCaller(name);
  if (!existsSync(path.dirname(file))) throw new StartError(`there is no folder ${path.dirname(file)}`);
  const began = Date.now();
  const summary = await withDatabase({ prepare: true }, ({ opened, config }) =>
    writeBackup({ database: opened.database, filesFolder: filesFolder(config), file, version: VERSION }),
  );
  const { tables, rows, files, size } = summary;
  process.stdout.write(
    `${file}: ${rows} rows of ${tables} tables, ${files} files, ${(size / 1024 / 1024).toFixed(1)} MB, ${((Date.now() - began) / 1000).toFixed(1)} s\n`,
  );
}

export async function restoreFrom(name: string, { replace }: { readonly replace: boolean }): Promise<void> {
  const { manifest, rows, files } = await withDatabase({ alone: true }, ({ opened, config }) =>
    restoreBackup({ database: opened.database, filesFolder: filesFolder(config), file: fromCaller(name), replace }),
  );
  process.stdout.write(
    `Restored the state of ${manifest.createdAt} (Manul ${manifest.version}): ${rows} rows, ${files} files, all as they were written.\n`,
  );
}

function filesFolder({ storage }: Config): string {
  if (storage.kind !== "file") throw new StartError("backups hold stored files only where STORAGE_URL is a folder (file:…)");
  return storage.folder;
}
