/**
 * Care for the search index: what an older version of the program indexed is indexed again, and words that no record
 * holds any more leave the dictionary. Searching itself is the records engine's (server/records/search).
 */
import { upkeepTask, enqueueUpkeep } from "./upkeep.ts";

export const searchFeature = {
  name: "search",
  routes: () => [],
  tasks: () => [upkeepTask],
  start: enqueueUpkeep,
};
