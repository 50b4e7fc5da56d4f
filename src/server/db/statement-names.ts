/**
 * Which statements are worth preparing: a text seen twice gets a name, the 500 used last keep theirs. A name that is
 * dropped stays prepared in the connections that used it until `dropped` tells them to deallocate it.
 */
import { createHash } from "node:crypto";

interface Entry {
  seen: number;
  name: string | undefined;
}

export class StatementNames {
  private readonly entries = new Map<string, Entry>();
  private readonly cap: number;
  /** Every name ever dropped and not taken up again, in order; connections remember how far they have read. */
  readonly dropped: string[] = [];

  constructor(cap = 500) {
    this.cap = cap;
  }

  /** The name under which to run `text` now, or undefined to run it unnamed. */
  nameFor(text: string): string | undefined {
    let entry = this.entries.get(text);
    if (entry) {
      // Map keeps insertion order: taking it out and in makes it the latest.
      this.entries.delete(text);
      entry.seen++;
      if (entry.seen >= 2) entry.name ??= `s_${createHash("sha1").update(text).digest("base64url").slice(0, 20)}`;
    } else {
      entry = { seen: 1, name: undefined };
      if (this.entries.size >= this.cap) this.dropOldest();
    }
    this.entries.set(text, entry);
    return entry.name;
  }

  /** Forgets a statement whose plan became invalid (its table was changed). */
  forget(text: string): void {
    const entry = this.entries.get(text);
    if (entry?.name !== undefined) this.dropped.push(entry.name);
    this.entries.delete(text);
  }

  private dropOldest(): void {
    const oldest = this.entries.keys().next();
    if (!oldest.done) this.forget(oldest.value);
  }
}
