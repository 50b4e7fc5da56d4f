/**
 * The records engine: the one door to CRM data. HTTP, import, workflows, portal, telephony all pass through it, as
 * some actor and a source. It alone checks access, validates, runs rules, writes history and keeps the search index.
 */
import "./compile/computed.ts";
import "./sanitise.ts";

export { runAction } from "./actions.ts";
export { aggregate, AGGREGATE_FUNCTIONS, type AggregateOptions } from "./aggregate.ts";
export { describeModule, describeModules } from "./describe.ts";
export { getRecord, type GetOptions } from "./get.ts";
export { recordHistory, type HistoryEntry } from "./history/history.ts";
export { revertAfter, revertOperation } from "./history/revert.ts";
export { COUNT_CAP, LIST_LIMITS, listRecords, type ListOptions, type ListResult } from "./list.ts";
export { matchRecords } from "./match.ts";
export { linkRecords, listRelated, unlinkRecords } from "./related.ts";
export { searchRecords, type SearchHit } from "./search.ts";
export type { RecordJson } from "./select.ts";
export { setStar } from "./stars.ts";
export { recordTimeline, type TimelineEntry } from "./timeline.ts";
export { createView, deleteView, listViews, updateView, VIEW_LIMITS, VIEW_TYPES, withView, type View, type ViewValues } from "./views.ts";
export { CHANGES_CHANNEL } from "./write/change-log.ts";
export {
  createRecord,
  deleteRecord,
  MOST_OPERATIONS,
  purgeRecord,
  restoreRecord,
  updateRecord,
  writeRecords,
  type ItemResult,
  type Operation,
  type WriteOptions,
  type WriteResult,
} from "./write/write.ts";
