/**
 * Password hashes: argon2id, a few at a time, so that a storm of sign-ins can't take the machine's memory and
 * threads from everybody else. Who comes when the queue is long is sent away at once.
 */
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { AppError } from "../errors.ts";

/** OWASP's recommendation for argon2id; each takes 19 MiB for some 20 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = Math.max(1, Math.min(4, availableParallelism() - 1));
const MAX_WAITING = 200;

let running = 0;
const waiting: (() => void)[] = [];

async function withSlot<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1;
  else {
    if (waiting.length >= MAX_WAITING) throw new AppError("unavailable");
    // Whoever ends hands its slot over: `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** One password typed on two keyboards may come as different code points: NFKC makes them one. */
const normal = (password: string): string => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => withSlot(() => hash(normal(password), COST));

let decoy: Promise<string> | undefined;
/** True if the password is right. For an unknown user (`stored` undefined) it takes as long and says no. */
export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("decoy");
  const against = stored ?? (await decoy);
  const right = await withSlot(() => verify(against, normal(password)));
  return right && stored !== undefined;
}
