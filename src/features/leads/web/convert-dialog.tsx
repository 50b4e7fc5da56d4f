/** Converting a lead: three parts, each a new record or one that exists already; one button does it all. */
import { Alert, Button, Modal, Skeleton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import type { FormEvent } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldOf, moduleQuery } from "../../../web/api/modules.ts";
import { useT } from "../../../web/i18n.tsx";
import { FieldSkeleton } from "../../../web/ui/field-skeleton.tsx";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { MODULE_OF, PARTS, type Part } from "../mapping.ts";
import { ConvertPart } from "./convert-part.tsx";
import { proposalQuery, type Proposal } from "./lead-api.ts";
import { useConversion, type ConversionState } from "./use-conversion.ts";
import classes from "./convert.module.css";

interface ConvertDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}
export function ConvertDialog({ id, onClose }: ConvertDialogProps) {
  const t = useT();
  const proposal = useQuery(proposalQuery(id));
  const modules = useQueries({ queries: ["leads", ...PARTS.map((part) => MODULE_OF[part])].map((name) => moduleQuery(name)) });
  const [leads, ...parts] = modules.map((query) => query.data);
  const known = Object.fromEntries(PARTS.flatMap((part, i) => (parts[i] ? [[part, parts[i]]] : []))) as Readonly<
    Partial<Record<Part, DescribedModule>>
  >;
  const failed = proposal.error ?? modules.find((query) => query.error)?.error;
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={t("convert.title", { name: proposal.data?.lead.label ?? "" })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {failed ? (
        <ErrorState error={failed} reset={() => void proposal.refetch()} />
      ) : proposal.data && leads ? (
        <ConvertForm proposal={proposal.data} leads={leads} modules={known} onClose={onClose} />
      ) : (
        <div className={classes["parts"]}>
          {PARTS.map((part) => (
            <Skeleton key={part} height={96} radius={8} />
          ))}
        </div>
      )}
    </Modal>
  );
}

interface ConvertFormProps {
  readonly proposal: Proposal;
  readonly leads: DescribedModule;
  /** Those that this user may see. */
  readonly modules: Readonly<Partial<Record<Part, DescribedModule>>>;
  readonly onClose: () => void;
}
function ConvertForm({ proposal, leads, modules, onClose }: ConvertFormProps) {
  const t = useT();
  const state = useConversion(proposal, onClose);
  const nothing = !state.choices.organization.wanted && !state.choices.contact.wanted;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (!nothing) state.run();
  };
  const owner = fieldOf(leads, "owner_id");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+Enter in any field converts
    <form
      onSubmit={submit}
      noValidate
      className={classes["form"]}
      onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit(event)}
    >
      <p className={classes["intro"]}>{t("convert.intro")}</p>
      {state.problem !== undefined && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
          {state.problem}
        </Alert>
      )}
      <div className={classes["parts"]}>
        {PARTS.map((part) => {
          const module = modules[part];
          return module && <ConvertPart key={part} part={part} module={module} leads={leads} proposal={proposal[part]} state={state} />;
        })}
      </div>
      {owner && <Owner field={owner} proposal={proposal} state={state} />}
      <div className={classes["foot"]}>
        {nothing && <span className={classes["note"]}>{t("convert.nothing")}</span>}
        <Button variant="default" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button type="submit" loading={state.running} disabled={nothing} title={`${t("convert.action")} · Ctrl+Enter`}>
          {t("convert.action")}
        </Button>
      </div>
    </form>
  );
}

interface OwnerProps {
  readonly field: DescribedField;
  readonly proposal: Proposal;
  readonly state: ConversionState;
}
function Owner({ field, proposal, state }: OwnerProps) {
  const { Input } = controlOf(field.type);
  return (
    <div className={classes["owner"]}>
      <Suspense fallback={<FieldSkeleton />}>
        <Input
          field={field}
          value={state.owner}
          record={{ version: 0, ...proposal.lead }}
          onChange={(value) => state.setOwner(typeof value === "string" ? value : null)}
        />
      </Suspense>
    </div>
  );
}
