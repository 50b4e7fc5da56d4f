/**
 * What goes with the list of a module, put in one line above its grid: the side panel of `?peek=`, the way from record
 * to record, and word of what others have added.
 */
import { useSearch } from "@tanstack/react-router";
import { Suspense, lazy, useEffect, useMemo } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { listKey } from "../../api/records.ts";
import type { ListRequest } from "../../api/records.ts";
import { ListNewsButton } from "../../live/list-news-button.tsx";
import { requestFields } from "../record-columns.tsx";
import { rememberTrail } from "./trail.ts";

const PeekPanel = lazy(async () => ({ default: (await import("./peek-panel.tsx")).PeekPanel }));

interface ListCompanionProps {
  readonly module: DescribedModule;
  readonly columns: readonly string[];
  readonly request: Omit<ListRequest, "fields">;
  /** False: the record stands elsewhere on the page. */
  readonly panel?: boolean;
}
export function ListCompanion({ module, columns, request, panel = true }: ListCompanionProps) {
  const { peek } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const list = useMemo(() => ({ ...request, fields: requestFields(module, columns) }), [module, columns, request]);
  const queryKey = useMemo(() => listKey(module.name, list), [module.name, list]);
  useEffect(() => rememberTrail({ module: module.name, request: list }), [module.name, list]);
  const [id, other] = peek?.split(":").toReversed() ?? [];
  return (
    <>
      <ListNewsButton queryKey={queryKey} />
      {panel && id !== undefined && /^\d+$/.test(id) && (
        <Suspense>
          <PeekPanel module={other ?? module.name} id={id} />
        </Suspense>
      )}
    </>
  );
}
