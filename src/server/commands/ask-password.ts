/** A password from the terminal, unseen and twice; or one line of the standard input. Never from an argument. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { StartError } from "../start-error.ts";

export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    for await (const line of createInterface({ input: process.stdin })) if (line !== "") return line;
    throw new StartError("no password on the standard input");
  }
  const first = await askUnseen("Password: ");
  if ((await askUnseen("Once more: ")) !== first) throw new StartError("the two differ");
  return first;
}

async function askUnseen(question: string): Promise<string> {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // Ctrl-C here ends the command; without a listener readline would swallow it.
  lines.once("SIGINT", () => process.exit(130));
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stdout.write("\n");
  }
}
