/** A refused request, as RFC 9457 problem details say it; texts come from the server in the user's language. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { RecordData } from "./record-data.ts";

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

interface ProblemBody {
  readonly code?: string;
  /** 401: by what else the sign-in may be confirmed. */
  readonly methods?: readonly string[];
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  readonly current?: RecordData;
  readonly conflicts?: readonly UndoConflict[];
  readonly conflict_count?: number;
}
/** A field that somebody changed after the operation that is to be taken back. */
export interface UndoConflict {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly field: string;
  readonly then: Json;
  readonly now: Json;
  readonly then__label?: string | null;
  readonly now__label?: string | null;
}

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly methods: readonly string[];
  /** Undefined where something that isn't our server has answered (a proxy). */
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[];
  /** 409: the record as it is now. */
  readonly current: RecordData | undefined;
  /** 409 of an undo: what was changed since (the first of them), and how many there are. */
  readonly conflicts: readonly UndoConflict[];
  readonly conflictCount: number;
  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code;
    this.methods = body.methods ?? [];
    this.title = body.title;
    this.detail = body.detail;
    this.errors = body.errors ?? [];
    this.current = body.current;
    this.conflicts = body.conflicts ?? [];
    this.conflictCount = body.conflict_count ?? this.conflicts.length;
  }
}

/** The server was not reached at all. */
export class ConnectionLost extends Error {
  constructor() {
    super("connection lost");
    this.name = "ConnectionLost";
  }
}

export const isProblem = (error: unknown, status?: number): error is ApiProblem =>
  error instanceof ApiProblem && (status === undefined || error.status === status);

export const isCode = (error: unknown, code: string): error is ApiProblem => error instanceof ApiProblem && error.code === code;

/** What the server says of a field of the form. */
export const faultOf = (error: unknown, ...fields: readonly string[]): string | undefined =>
  isProblem(error)
    ? error.errors.find(({ field }) => fields.some((name) => field === name || field.startsWith(`${name}.`)))?.message
    : undefined;
