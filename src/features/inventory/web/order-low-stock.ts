/** Orders what is below its reorder level, and says what came of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "../../../web/api/client.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";

interface Answer {
  readonly data: { readonly created: readonly unknown[]; readonly without_vendor: readonly string[] };
}

/** Of these products; without ids, of all. */
export function useOrderLowStock() {
  const t = useT();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[] | undefined) =>
      (await request<Answer>("/sales/low-stock/order", { method: "POST", body: ids ? { ids } : {} })).data,
    onSuccess: async ({ created, without_vendor: orphans }) => {
      if (created.length > 0) showToast({ message: t("document.ordered", { count: created.length }) });
      if (orphans.length > 0) showToast({ message: t("document.without-vendor", { products: orphans.join(", ") }), tone: "bad" });
      await recordsChanged(client, "purchase_orders");
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
}
