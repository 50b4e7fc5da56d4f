/** The choices of one conversion: for each part whether, new or which, with what values; and carrying it out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { undoOperations } from "../../../web/api/operations.ts";
import { isProblem } from "../../../web/api/problem.ts";
import type { Values } from "../../../web/api/record-data.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { useOnce } from "../../../web/ui/use-once.ts";
import { MODULE_OF, PARTS, type Part } from "../mapping.ts";
import { convertLead, type Conversion, type PartRequest, type Proposal } from "./lead-api.ts";

export interface PartState {
  readonly wanted: boolean;
  /** An existing record; null: a new one. */
  readonly existing: string | null;
  readonly values: Values;
  readonly labels: Readonly<Record<string, string>>;
}
export type Choices = Readonly<Record<Part, PartState>>;
export interface ConversionState {
  readonly choices: Choices;
  readonly owner: string | null;
  readonly setOwner: (id: string | null) => void;
  readonly change: (part: Part, change: Partial<PartState>) => void;
  readonly setValue: (part: Part, name: string, value: Json, label?: string) => void;
  /** By `contact.email`. */
  readonly errors: Readonly<Record<string, string>>;
  readonly problem: string | undefined;
  readonly running: boolean;
  readonly run: () => void;
}

/** A person of the same e-mail, telephone or tax number is most likely the same one: offered as the first choice. */
function firstChoice(proposal: Proposal, part: Part): PartState {
  const { values, allowed, candidates } = proposal[part];
  const sure = candidates.find(({ reasons }) => reasons.some((reason) => reason !== "name" && reason !== "website"));
  const existing = sure?.id ?? null;
  const wanted = part === "contact" || (part === "organization" && (values["name"] ?? null) !== null);
  return { wanted: wanted && (allowed || existing !== null), existing, values, labels: {} };
}

export function useConversion(proposal: Proposal, onDone: () => void): ConversionState {
  const t = useT();
  const once = useOnce();
  const [choices, setChoices] = useState<Choices>(() => ({
    organization: firstChoice(proposal, "organization"),
    contact: firstChoice(proposal, "contact"),
    opportunity: firstChoice(proposal, "opportunity"),
  }));
  const [owner, setOwner] = useState(proposal.lead.owner_id);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const finish = useFinish(proposal.lead.id, onDone);
  const mutation = useMutation({
    mutationFn: () => convertLead(proposal.lead.id, { ...requestOf(proposal, choices), ...(owner === null ? {} : { owner_id: owner }) }),
    onSuccess: finish,
    onError: (error) => {
      if (isProblem(error)) setErrors(Object.fromEntries(error.errors.map(({ field, message }) => [field, message])));
    },
    onSettled: once.leave,
  });
  const change = (part: Part, to: Partial<PartState>): void => {
    setErrors({});
    setChoices((before) => ({ ...before, [part]: { ...before[part], ...to } }));
  };
  const named = isProblem(mutation.error) && mutation.error.errors.some(({ field }) => PARTS.some((part) => field.startsWith(`${part}.`)));
  return {
    choices,
    owner,
    setOwner,
    change,
    setValue: (part, name, value, label) =>
      change(part, {
        values: { ...choices[part].values, [name]: value },
        labels: label === undefined ? choices[part].labels : { ...choices[part].labels, [`${name}__label`]: label },
      }),
    errors,
    problem: mutation.error && !named ? errorText(mutation.error, t) : undefined,
    running: mutation.isPending,
    run: () => once.enter() && mutation.mutate(),
  };
}

function requestOf(proposal: Proposal, choices: Choices): Readonly<Record<Part, PartRequest>> {
  const request = (part: Part): PartRequest => {
    const { wanted, existing, values } = choices[part];
    if (!wanted) return null;
    if (existing !== null) return { id: existing };
    // What was emptied must be said: the mapping would put it in again.
    const emptied = Object.fromEntries(Object.keys(proposal[part].values).map((name) => [name, null]));
    return { values: { ...emptied, ...values } };
  };
  return { organization: request("organization"), contact: request("contact"), opportunity: request("opportunity") };
}

/** To what the lead became, with a toast that takes it all back. */
function useFinish(leadId: string, onDone: () => void): (conversion: Conversion) => Promise<void> {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ["records", "leads", "one", leadId] });
    await recordsChanged(client, "leads");
  };
  const undo = async (operation: string): Promise<void> => {
    try {
      await undoOperations([operation]);
      await refresh();
      await navigate({ to: "/$module/$id", params: { module: "leads", id: leadId } });
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  return async (conversion) => {
    onDone();
    await refresh();
    const operation = conversion.operation_id;
    showToast({
      message: t("convert.done"),
      ...(operation === null ? {} : { action: { label: t("action.undo"), run: () => void undo(operation) } }),
    });
    const part = (["opportunity", "contact", "organization"] as const).find((each) => conversion[`${each}_id`] !== null);
    const id = part && conversion[`${part}_id`];
    if (part && id) await navigate({ to: "/$module/$id", params: { module: MODULE_OF[part], id } });
  };
}
