/** Stores a note with its files: one file goes with the words, several become documents of the record. */
import { uploadFile } from "../../api/files.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { linkRecords, saveRecord } from "../../api/records.ts";
import { activityRelation } from "./activity-relations.ts";

interface Note {
  readonly module: DescribedModule;
  readonly record: RecordData;
  readonly text: string;
  readonly files: readonly File[];
  readonly parentId?: string;
}
export async function sendNote({ module, record, text, files, parentId }: Note): Promise<void> {
  const stored = [];
  for (const file of files) stored.push(await uploadFile(file));
  const documents = module.relations.find((relation) => relation.module === "documents" && relation.kind === "link");
  const field = activityRelation(module, "comments")?.field ?? "related_to_id";
  const comment = (content: string, attachment?: string): Promise<RecordData> =>
    saveRecord("comments", {
      values: {
        content,
        [field]: record.id,
        ...(parentId === undefined ? {} : { parent_id: parentId }),
        ...(attachment === undefined ? {} : { attachment }),
      },
    });
  const [only, ...rest] = stored;
  if (text !== "" && only && rest.length === 0) return void (await comment(text, only.id));
  if (text !== "") await comment(text);
  if (!documents) {
    for (const file of stored) await comment(file.name, file.id);
    return;
  }
  const made = [];
  for (const file of stored) made.push((await saveRecord("documents", { values: { title: file.name, kind: "file", file: file.id } })).id);
  if (made.length > 0) await linkRecords(module.name, record.id, documents.name, made);
}
