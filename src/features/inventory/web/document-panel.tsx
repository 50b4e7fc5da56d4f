/** Under a document's head: its next step, its papers, and the chain that it stands in. */
import { Button, Menu, Modal } from "@mantine/core";
import { IconChevronDown, IconMail, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Fragment, lazy, Suspense, useState } from "react";
import { formatMoney } from "../../../model/format/numbers.ts";
import { linesOf } from "../../../fieldtypes/lines.ts";
import { textOf, type RecordData } from "../../../web/api/record-data.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import type { Translate } from "../../../web/i18n.tsx";
import { useActions } from "../../../web/shell/keys/actions.ts";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import type { PanelProps } from "../../../web/records/record/module-panel.tsx";
import { PartDialog, PaymentDialog } from "./action-dialogs.tsx";
import { stepsOf, type Step } from "./document-steps.ts";
import { chainQuery, printFormsQuery, printUrl, useAction } from "./sales-api.ts";
import classes from "./lines.module.css";

export function DocumentPanel({ module, record }: PanelProps) {
  const isLive = !record.deleted_at;
  return (
    <div className={classes["panel"]}>
      <Chain module={module.name} record={record} />
      <div className={classes["steps"]}>
        {isLive && (record.rights?.edit ?? module.rights.edit) && <Steps module={module.name} record={record} />}
        {isLive && (record.rights?.edit ?? module.rights.edit) && <MailButton module={module.name} record={record} />}
        <PrintMenu module={module.name} id={record.id} />
      </div>
    </div>
  );
}

function Chain({ module, record }: { readonly module: string; readonly record: RecordData }) {
  const t = useT();
  const lang = useLang();
  const links = useQuery(chainQuery(module, record.id, record.version)).data ?? [];
  if (links.length < 2) return <span />;
  return (
    <nav className={classes["chain"]} aria-label={t("document.chain")}>
      {links.map((link, i) => (
        <Fragment key={link.id}>
          {i > 0 && (
            <span className={classes["arrow"]} aria-hidden>
              {link.module === links[i - 1]?.module ? "·" : "→"}
            </span>
          )}
          <Link
            to="/$module/$id"
            params={{ module: link.module, id: link.id }}
            className={classes["link"]}
            title={link.label}
            {...(link.id === record.id ? { "aria-current": "page" as const } : {})}
          >
            {link.number}
            {link.amount !== null && link.currency !== null && <span>{formatMoney(link.amount, link.currency, lang)}</span>}
          </Link>
        </Fragment>
      ))}
    </nav>
  );
}

const MailDialog = lazy(async () => ({ default: (await import("./mail-dialog.tsx")).MailDialog }));

function MailButton({ module, record }: { readonly module: string; readonly record: RecordData }) {
  const t = useT();
  const [opened, open] = useState(false);
  const begin = (): void => open(true);
  useActions([{ id: "record.mail", label: t("document.mail.button"), group: "record", run: begin }]);
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconMail size={15} />} title={`${t("document.mail.button")} · M`} onClick={begin}>
        {t("document.mail.button")}
      </Button>
      {opened && (
        <Suspense>
          <MailDialog module={module} record={record} onClose={() => open(false)} />
        </Suspense>
      )}
    </>
  );
}

function PrintMenu({ module, id }: { readonly module: string; readonly id: string }) {
  const t = useT();
  const text = useLabel();
  const forms = useQuery(printFormsQuery(module)).data ?? [];
  const languages = [
    ["ru", "Русский"],
    ["en", "English"],
  ] as const;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconPrinter size={15} />} rightSection={<IconChevronDown size={14} />}>
          {t("document.print")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.flatMap((form) =>
          languages
            .filter(([language]) => form.only_in === null || form.only_in === language)
            .map(([language, name]) => (
              <Menu.Item
                key={`${form.name} ${language}`}
                component="a"
                href={printUrl(module, id, form.name, language)}
                target="_blank"
                rel="noopener"
              >
                {form.only_in === null ? t("document.print-in", { form: text(form.label), language: name }) : text(form.label)}
              </Menu.Item>
            )),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

type Asking = { readonly step: Step; readonly kind: "payment" | "part" | "cancel" };

function Steps({ module, record }: { readonly module: string; readonly record: RecordData }) {
  const t = useT();
  const navigate = useNavigate();
  const action = useAction(module, record.id);
  const [asking, setAsking] = useState<Asking>();
  const state = textOf(record["status"]) || textOf(record["stage"]);
  const [first, ...others] = stepsOf(module, state, record);
  const run = (step: Step, input?: unknown): void =>
    action.mutate(
      { action: step.action, input },
      {
        onSuccess: (result) => {
          setAsking(undefined);
          const made = step.makes ? madeRecord(result) : undefined;
          if (step.makes && made) void navigate({ to: "/$module/$id", params: { module: step.makes, id: made.id } });
          showToast({ message: outcome(t, step, result, made?.label) });
        },
        onError: (error) => showToast({ message: reasonOf(error, t), tone: "bad" }),
      },
    );
  const start = (step: Step): void => (step.asks ? setAsking({ step, kind: step.asks }) : run(step));
  if (!first) return null;
  return (
    <>
      <Button size="xs" loading={action.isPending} onClick={() => start(first)}>
        {t(first.label)}
      </Button>
      {first.partial && linesOf(record["lines"]).length > 0 && (
        <Button size="xs" variant="default" onClick={() => setAsking({ step: first, kind: "part" })}>
          {t("document.part")}
        </Button>
      )}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" aria-label={t("record.more")} px={8}>
              <IconChevronDown size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((step) => (
              <Menu.Item key={step.action} {...(step.action === "cancel" ? { color: "red" } : {})} onClick={() => start(step)}>
                {t(step.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asking?.kind === "payment" && (
        <PaymentDialog
          record={record}
          pending={action.isPending}
          onClose={() => setAsking(undefined)}
          onDone={(input) => run(asking.step, input)}
        />
      )}
      {asking?.kind === "part" && (
        <PartDialog
          record={record}
          pending={action.isPending}
          onClose={() => setAsking(undefined)}
          onDone={(input) => run(asking.step, input)}
        />
      )}
      {asking?.kind === "cancel" && (
        <Modal
          opened
          onClose={() => setAsking(undefined)}
          title={t(asking.step.label)}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          <div className={classes["dialog"]}>
            <p>{t("document.cancel-text")}</p>
            <div className={classes["dialogFoot"]}>
              <Button variant="default" onClick={() => setAsking(undefined)}>
                {t("action.close")}
              </Button>
              <Button color="red" loading={action.isPending} onClick={() => run(asking.step)}>
                {t(asking.step.label)}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </>
  );
}

interface Made {
  readonly id: string;
  readonly label: string;
}
const isMade = (value: unknown): value is Made => typeof value === "object" && value !== null && typeof (value as Made).id === "string";
/** The record that an action made; of several the first. */
function madeRecord(result: unknown): Made | undefined {
  if (isMade(result)) return result;
  const { created } = (result ?? {}) as { readonly created?: readonly unknown[] };
  return created?.find(isMade);
}

function outcome(t: Translate, step: Step, result: unknown, label: string | undefined): string {
  const {
    created,
    shortages = [],
    without_vendor: orphans = [],
  } = (result ?? {}) as {
    readonly created?: readonly unknown[];
    readonly shortages?: readonly { readonly product: string }[];
    readonly without_vendor?: readonly string[];
  };
  if (shortages.length > 0) return t("document.shortage", { products: shortages.map((shortage) => shortage.product).join(", ") });
  if (orphans.length > 0) return t("document.without-vendor", { products: orphans.join(", ") });
  if (created) return t("document.ordered", { count: created.length });
  return step.makes && label !== undefined ? t("document.made", { name: label }) : t("document.done");
}

/** A refused line says why; the general words come only where there are no better ones. */
const reasonOf = (error: unknown, t: Translate): string =>
  (isProblem(error) ? error.errors.map(({ message }) => message).join(" ") : "") || errorText(error, t);
