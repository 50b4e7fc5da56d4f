/** A storm of sign-ins: how many passwords are worked on at once, who waits, and who is sent away. */
import { beforeEach, expect, test, vi } from "vitest";
import { checkPassword, hashPassword } from "./passwords.ts";

/** Works that were begun and not ended, oldest first; each ends when it is told to. */
const begun: { readonly password: string; end(error?: Error): void }[] = [];
let most = 0;
vi.mock("@node-rs/argon2", () => {
  const work = (password: string): Promise<string> =>
    new Promise((resolve, reject) => {
      begun.push({ password, end: (error) => (error ? reject(error) : resolve(`hash of ${password}`)) });
      most = Math.max(most, begun.length);
    });
  return { hash: work, verify: (_stored: string, password: string) => work(password).then(() => true) };
});
const MAX_WAITING = 200;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
beforeEach(() => {
  most = 0;
});

async function endAll(): Promise<readonly string[]> {
  const order: string[] = [];
  for (let next = begun.shift(); next; next = begun.shift()) {
    order.push(next.password);
    next.end();
    await settle();
  }
  return order;
}

test("a few are worked on, others wait their turn, and who comes when the queue is full is sent away at once", async () => {
  const asked: Promise<string>[] = [];
  // The machine says how many at once: as many as begin without an end.
  for (let i = 0; i === begun.length; i++) asked.push(hashPassword(`p${i}`));
  const atOnce = begun.length;
  expect(atOnce).toBeGreaterThanOrEqual(1);
  expect(atOnce).toBeLessThanOrEqual(4);
  while (asked.length < atOnce + MAX_WAITING) asked.push(hashPassword(`p${asked.length}`));
  await expect(hashPassword("late")).rejects.toMatchObject({ code: "unavailable", status: 503 });
  expect([begun.length, asked.length]).toEqual([atOnce, atOnce + MAX_WAITING]);

  // One ends: the one who waited longest comes in its stead, and there is one place in the queue again.
  begun.shift()?.end();
  await settle();
  expect(begun.at(-1)?.password).toBe(`p${atOnce}`);
  asked.push(hashPassword("again"));
  await expect(hashPassword("late")).rejects.toMatchObject({ code: "unavailable" });
  const order = await endAll();
  expect(order).toEqual([...Array.from({ length: atOnce + MAX_WAITING - 1 }, (_, i) => `p${i + 1}`), "again"]);
  expect(await Promise.all(asked)).toHaveLength(atOnce + MAX_WAITING + 1);
  expect(most).toBe(atOnce);
});

test("a place is free again after a failure, and checks of passwords take their places beside new ones", async () => {
  const broken = hashPassword("broken");
  await settle();
  begun.shift()?.end(new Error("no memory"));
  await expect(broken).rejects.toThrow("no memory");
  const checks = Array.from({ length: 10 }, (_, i) => checkPassword("stored", `c${i}`));
  await settle();
  await endAll();
  expect(await Promise.all(checks)).toEqual(Array.from({ length: 10 }, () => true));
  // All places were given back: as many as at first begin, and no more.
  const first = most;
  most = 0;
  const again = Array.from({ length: 10 }, (_, i) => hashPassword(`n${i}`));
  await settle();
  expect(begun.length).toBe(first);
  await endAll();
  await Promise.all(again);
});
