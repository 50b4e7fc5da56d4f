/** What the build splits off the English dictionary (later.ts); without a build, all of it. */
export { en as later } from "./en.ts";
