/** Adding to a related list: a new record with the reference filled in, or links to existing ones. */
import { useQueryClient } from "@tanstack/react-query";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Relation } from "../../../model/define.ts";
import type { RecordData } from "../../api/record-data.ts";
import type { Written } from "../../api/client.ts";
import { linkRecords, recordsChanged, unlinkRecords } from "../../api/records.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { offerUndo } from "../undo/undo-offers.ts";
import { useOpenCreate } from "../form/create-context.ts";

export function useAddRelated(owner: DescribedModule, record: RecordData, relation: Relation) {
  const t = useT();
  const client = useQueryClient();
  const openCreate = useOpenCreate();
  /** Lists are asked anew, and what was done can be taken back. */
  const after = async (work: Promise<Written<unknown>>, message: string): Promise<void> => {
    try {
      const { operations } = await work;
      await recordsChanged(client, relation.module);
      offerUndo({ message, operations });
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  const link = (ids: readonly string[]): Promise<void> =>
    after(linkRecords(owner.name, record.id, relation.name, ids), t("related.linked", { count: ids.length }));
  const unlink = (ids: readonly string[]): Promise<void> =>
    after(unlinkRecords(owner.name, record.id, relation.name, ids), t("related.unlinked", { count: ids.length }));
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
