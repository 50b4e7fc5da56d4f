/**
 * Notifications. `from-changes.ts`, `from-jobs.ts` and `from-clock.ts` say what people are told of, `store.ts` writes
 * it (one line for a thousand like events), `inbox.ts` shows it to its receiver with their rights of that moment,
 * `letters.ts` sends what stays unread by e-mail.
 */
import type { Route } from "../../server/http/route.ts";
import { JOBS_CHANNEL, type AnyTask } from "../../server/jobs/index.ts";
import type { TaskServices } from "../index.ts";
import { CHANGES_CHANNEL } from "../../server/records/index.ts";
import type { Watcher } from "../../server/watchers.ts";
import { notifyOfChanges } from "./from-changes.ts";
import { notifyOfTime } from "./from-clock.ts";
import { notifyOfJobs } from "./from-jobs.ts";
import { letterTask, lettersWatcher } from "./letters.ts";
import { notificationRoutes } from "./routes.ts";

export { notifyOwners } from "./owners.ts";
export { addNotifications, type NewNotification } from "./store.ts";

export const notificationsFeature = {
  name: "notifications",
  routes: (): readonly Route[] => notificationRoutes(),
  watchers: (services: TaskServices): readonly Watcher[] => [
    { name: "notifications of changes", channels: [CHANGES_CHANNEL], run: notifyOfChanges },
    { name: "notifications of jobs", channels: [JOBS_CHANNEL], run: notifyOfJobs },
    { name: "reminders", channels: [], run: notifyOfTime },
    lettersWatcher(services),
  ],
  tasks: (services: TaskServices): readonly AnyTask[] => [letterTask(services)],
};
