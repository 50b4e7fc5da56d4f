/** The set-up as a file: downloaded here, applied there, with a look at what would change first. */
import { Alert, Button, FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { isProblem } from "../../../web/api/problem.ts";
import classes from "./customisation.module.css";
import { applyConfiguration, readConfiguration, useChange, type Difference } from "./customisation-api.ts";

export function ConfigurationPanel() {
  const t = useT();
  const [wanted, setWanted] = useState<unknown>();
  const download = useMutation({
    mutationFn: readConfiguration,
    onSuccess: (document_) => {
      const url = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 2)], { type: "application/json" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = "manul-configuration.json";
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  const plan = useMutation({
    mutationFn: async (file: File) => {
      const parsed: unknown = JSON.parse(await file.text());
      setWanted(parsed);
      return applyConfiguration(parsed, true);
    },
  });
  const apply = useChange(() => applyConfiguration(wanted, false));
  const error = plan.error ?? apply.error;
  const errors = isProblem(error) ? error.errors : [];
  const send = (): void =>
    apply.mutate(undefined, {
      onSuccess: () => {
        showToast({ message: t("customisation.applied") });
        plan.reset();
      },
    });
  return (
    <div className={classes["editor"]}>
      <p className={classes["soft"]}>{t("customisation.configuration-hint")}</p>
      <div className={classes["bar"]}>
        <Button size="xs" onClick={() => download.mutate()} loading={download.isPending}>
          {t("customisation.export")}
        </Button>
        <FileButton accept="application/json,.json" onChange={(file) => file && plan.mutate(file)}>
          {(props) => (
            <Button size="xs" variant="default" loading={plan.isPending} {...props}>
              {t("customisation.choose-file")}
            </Button>
          )}
        </FileButton>
      </div>
      {error && (
        <Alert color="red" variant="light" role="alert">
          {error instanceof SyntaxError
            ? t("customisation.not-json")
            : errors.length > 0
              ? errors.map(({ field, message }) => `${field}: ${message}`).join("\n")
              : errorText(error, t)}
        </Alert>
      )}
      {plan.data && <Plan differences={plan.data} onApply={send} pending={apply.isPending} />}
    </div>
  );
}

function Plan({
  differences,
  onApply,
  pending,
}: {
  readonly differences: readonly Difference[];
  readonly onApply: () => void;
  readonly pending: boolean;
}) {
  const t = useT();
  const effective = differences.filter(({ change }) => change !== "only_here");
  if (effective.length === 0) return <p>{t("customisation.nothing-differs")}</p>;
  return (
    <>
      <ul className={classes["plan"]}>
        {effective.map(({ change, path }) => (
          <li key={path}>{`${change === "add" ? "+" : "~"} ${path}`}</li>
        ))}
      </ul>
      <Button size="xs" style={{ alignSelf: "flex-start" }} onClick={onApply} loading={pending}>
        {t("customisation.apply", { count: effective.length })}
      </Button>
    </>
  );
}
