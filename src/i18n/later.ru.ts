/** What the build splits off the Russian dictionary (later.ts); without a build, all of it. */
export { ru as later } from "./ru.ts";
