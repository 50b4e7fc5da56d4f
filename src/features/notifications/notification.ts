/** A notification as its receiver gets it. Pure: the same in the API, the screens and the letters. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Kind } from "./kinds.ts";

export interface NamedRecord {
  readonly id: string;
  readonly module: string;
  readonly label: string;
  /** In the recycle bin. */
  readonly deleted: boolean;
}
export interface Notification {
  readonly id: string;
  readonly kind: Kind;
  readonly at: string;
  readonly read: boolean;
  readonly count: number;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly module: string | null;
  readonly record: NamedRecord | null;
  /** The first words of the comment. */
  readonly excerpt?: string;
  readonly data: Readonly<Record<string, Json>>;
}
