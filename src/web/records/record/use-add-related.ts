/** Adding to a related list: a new record with the reference filled in, or links to existing ones. */
import { useQueryClient } from "@tanstack/react-query";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Relation } from "../../../model/define.ts";
import type { RecordData } from "../../api/record-data.ts";
import { linkRecords, recordsChanged, unlinkRecords } from "../../api/records.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useOpenCreate } from "../form/create-context.ts";

export function useAddRelated(owner: DescribedModule, record: RecordData, relation: Relation) {
  const t = useT();
  const client = useQueryClient();
  const openCreate = useOpenCreate();
  const after = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => recordsChanged(client, relation.module),
      (error: unknown) => showToast({ message: errorText(error, t), tone: "bad" }),
    );
  const link = (ids: readonly string[]): Promise<void> => after(linkRecords(owner.name, record.id, relation.name, ids));
  const unlink = async (ids: readonly string[]): Promise<void> => {
    await after(unlinkRecords(owner.name, record.id, relation.name, ids));
    showToast({ message: t("related.unlinked", { count: ids.length }), action: { label: t("action.undo"), run: () => void link(ids) } });
  };
  const create = (): void => {
    const reference = relation.kind === "children" ? relation.field : undefined;
    const request = {
      module: relation.module,
      ...(reference === undefined
        ? {}
        : {
            prefill: { [reference]: record.id },
            labels: { [reference]: record.id, [`${reference}__label`]: record.label, [`${reference}__module`]: owner.name },
          }),
    };
    openCreate(request, (created) => {
      if (relation.kind === "link") void link([created.id]);
    });
  };
  return { link, unlink, create };
}
