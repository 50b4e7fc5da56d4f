/**
 * The records engine: the one door to CRM data. HTTP, import, workflows, portal, telephony all pass through it, as
 * some actor and a source. It alone checks access, validates, runs rules, writes history and keeps the search index.
 */
import "./compile/computed.ts";
import "./rule-filter.ts";
import "./sanitise.ts";

export { runAction } from "./actions.ts";
export { aggregate, AGGREGATE_FUNCTIONS, type AggregateOptions } from "./aggregate.ts";
export { describeModule, describeModules } from "./describe.ts";
export { followedChanges, type FollowedChange } from "./followed.ts";
export { mayHaveFile } from "./files.ts";
export { getRecord, type GetOptions } from "./get.ts";
export { notFound } from "./ids.ts";
export { recordHistory, type HistoryEntry } from "./history/history.ts";
export { lastMoves, stageVisits } from "./history/stages.ts";
export { revertAfter, revertOperation } from "./history/revert.ts";
export {
  changesByCause,
  MOST_UNDONE,
  ON_CONFLICT,
  undoChanges,
  undoOperations,
  type LoggedChange,
  type OnConflict,
  type UndoConflict,
  type UndoOutcome,
} from "./history/undo.ts";
export { COUNT_CAP, LIST_LIMITS, listRecords, type ListOptions, type ListResult } from "./list.ts";
export { matchRecords } from "./match.ts";
export { isMergeable, MOST_MERGED, mergeRecords, type Merge, type MergeOptions, type SurvivorValues } from "./merge/merge.ts";
export { inOneOperation } from "./write/joint.ts";
export { visibleNames, type RecordName } from "./labels.ts";
export { takeOperations } from "./outbox.ts";
export { lockRecord } from "./lock.ts";
export { linkRecords, listRelated, unlinkRecords } from "./related.ts";
export { forgetUnusedWords } from "./search/dictionary.ts";
export { reindexRecords, SEARCH_VERSION } from "./search/reindex.ts";
export { MOST_HITS, searchRecords, type SearchAnswer, type SearchHit } from "./search/search.ts";
export type { RecordJson } from "./select.ts";
export { listStarred, setStar, type StarredRecord } from "./stars.ts";
export { recordTimeline, type TimelineEntry } from "./timeline.ts";
export { withoutArchived } from "./unarchived.ts";
export { notePresence, PRESENCE_STATES, type Presence } from "./presence.ts";
export { createView, deleteView, listViews, updateView, VIEW_LIMITS, withView, type View, type ViewValues } from "./views.ts";
export { hasSeries, listSeries, readNumbering, startSeries, writeNumbering, type Series } from "./write/number-series.ts";
export { CHANGES_CHANNEL } from "./write/change-log.ts";
export { eraseValues, type Erasure } from "./write/erase.ts";
export {
  createRecord,
  deleteRecord,
  engine,
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
