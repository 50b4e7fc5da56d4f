/** While one types: records that may be the same one already. Says so, and gets in nobody's way. */
import { Alert, Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCopy } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { tellApart } from "../../../features/duplicates/web/duplicates-api.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { matchesOf } from "../../../model/likeness/rules.ts";
import { request } from "../../api/client.ts";
import { fieldsOf } from "../../api/modules.ts";
import type { RecordData, Values } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import classes from "./form.module.css";

interface Duplicate {
  readonly id: string;
  readonly label: string;
  readonly number: string;
  /** The fields that are the same. */
  readonly same: readonly string[];
}
const TYPING_PAUSE = 400;

interface DuplicatesProps {
  readonly module: DescribedModule;
  readonly values: Values;
  /** The record itself is no duplicate of itself. */
  readonly recordId: string | undefined;
  /** A look-up takes the record that exists instead of a new one. */
  readonly onUse: ((record: RecordData) => void) | undefined;
}
export function Duplicates({ module, values, recordId, onUse }: DuplicatesProps) {
  const t = useT();
  const text = useLabel();
  const [refused, refuse] = useState<readonly string[]>([]);
  const telling = useMemo(() => JSON.stringify(tellingValues(module, values)), [module, values]);
  const [asked] = useDebouncedValue(telling, TYPING_PAUSE);
  const { data } = useQuery({
    queryKey: ["duplicates", module.name, asked, recordId],
    queryFn: async ({ signal }) =>
      (
        await request<{ readonly data: readonly Duplicate[] }>(`/records/${module.name}/duplicates`, {
          method: "POST",
          body: { values: JSON.parse(asked) as Values, ...(recordId === undefined ? {} : { except: recordId }) },
          signal,
        })
      ).data,
    enabled: asked !== "{}",
    placeholderData: keepPreviousData,
    retry: false,
  });
  // Of a record that exists it is remembered; of one that is being made there is nothing to remember yet.
  const tell = async (id: string): Promise<void> => {
    refuse([...refused, id]);
    if (recordId !== undefined) await tellApart(module.name, [recordId, id]).catch(() => undefined);
  };
  const found = asked === "{}" ? [] : (data ?? []).filter(({ id }) => !refused.includes(id));
  if (found.length === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconCopy size={18} />}
      role="status"
      title={t("duplicates.title", { count: found.length })}
    >
      <ul className={classes["duplicates"]}>
        {found.map((record) => (
          <li key={record.id}>
            <span className={classes["duplicate"]}>
              <Link to="/$module/$id" params={{ module: module.name, id: record.id }} target="_blank">
                {record.label}
              </Link>
              <span className={classes["same"]}>
                {[
                  ...fieldsOf(module, record.same).map((field) => text(field.label)),
                  ...(record.same.includes("label") ? [t("duplicates.name")] : []),
                ].join(", ")}
              </span>
            </span>
            {onUse && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onUse({ id: record.id, label: record.label, number: record.number, version: 1 })}
              >
                {t("duplicates.use")}
              </Button>
            )}
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void tell(record.id)}>
              {t("duplicates.refuse")}
            </Button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** All that records can be known by; which of it counts, the module's rules say. */
const tellingValues = (module: DescribedModule, values: Values): Values =>
  Object.fromEntries(
    module.fields
      .filter((field) => module.nameFields.includes(field.name) || matchesOf(field).length > 0)
      .flatMap(({ name }) => {
        const value = values[name];
        return typeof value === "string" && value.trim() !== "" ? [[name, value]] : [];
      }),
  );
