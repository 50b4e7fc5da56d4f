/** The server's half: the type alone. */
import { defineExtension } from "../../src/server/extension.ts";
import { stars } from "./stars.ts";

export default defineExtension({ fieldTypes: [stars] });
