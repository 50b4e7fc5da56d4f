/** The offer of an index, where the module is large enough for a difference. */
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { DescribedField } from "../../../model/describe.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { indexQuery, setIndex, useChange } from "./customisation-api.ts";

/** How often it is asked whether it is built, in milliseconds. */
const ASK_EVERY = 1500;

export function FieldIndex({ module, field }: { readonly module: string; readonly field: DescribedField }) {
  const t = useT();
  const { data } = useQuery({
    ...indexQuery(module, field.name),
    refetchInterval: ({ state }) => (state.data?.job ? ASK_EVERY : false),
  });
  const change = useChange((indexed: boolean) => setIndex(module, field.name, indexed));
  if (!data || (!data.possible && !data.indexed)) return null;
  const isBusy = data.job !== null || change.isPending;
  const words = isBusy
    ? t("customisation.index-building")
    : data.indexed && !data.possible
      ? t("customisation.index-own")
      : t(data.helps ? "customisation.index-helps" : "customisation.index-not-needed", { count: data.records });
  return (
    <Switch
      label={t("customisation.index")}
      description={words}
      checked={data.indexed}
      disabled={!data.possible || isBusy}
      onChange={({ currentTarget }) =>
        change.mutate(currentTarget.checked, { onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }) })
      }
    />
  );
}
