/** `manul bench`: the measurements are programs of their own; `--web` measures in a browser, `--documents` a document of 500 lines. */
import { spawn } from "node:child_process";
import path from "node:path";

export async function bench(args: readonly string[]): Promise<void> {
  const program = args.includes("--web") ? "web" : args.includes("--documents") ? "documents" : "main";
  const file = path.resolve(import.meta.dirname, `../../../bench/${program}.ts`);
  const child = spawn(process.execPath, [file, ...args], { stdio: "inherit" });
  // The terminal's Ctrl-C reaches the child by itself; we only wait for it to end.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
