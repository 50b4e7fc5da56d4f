/** The cards of one column: page by page, with what is to be said of their way. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { RecordData } from "../../api/record-data.ts";
import { cardsQuery, pulseQuery } from "./board-data.ts";
import type { CardPulse } from "./board-data.ts";
import type { ColumnProps } from "./board-props.ts";

export interface ColumnCards {
  readonly cards: readonly RecordData[];
  readonly pending: boolean;
  readonly more: boolean;
  readonly loadingMore: boolean;
  readonly loadMore: () => void;
  readonly pulses: ReadonlyMap<string, CardPulse> | undefined;
}
export function useColumnCards({ module, request, plan, column, asked }: ColumnProps): ColumnCards {
  const { by, lanes } = plan;
  // With lanes the cards come lane by lane, so that no lane waits for the end of another.
  const sort = lanes?.sortable && request.sort !== undefined ? `${lanes.name},${request.sort}` : request.sort;
  const list = { ...request, fields: asked, by: by.name, value: column.value, ...(sort === undefined ? {} : { sort }) };
  const { data, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(cardsQuery(module.name, list));
  const cards = useMemo(() => (data?.pages ?? []).flatMap((page) => page.data), [data]);
  const ids = useMemo(() => cards.map(({ id }) => id).toSorted(), [cards]);
  const pulses = useQuery(pulseQuery(module.name, by.name, ids)).data;
  return {
    cards,
    pending: isPending,
    more: hasNextPage,
    loadingMore: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
    pulses,
  };
}
