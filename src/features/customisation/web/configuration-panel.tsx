/** The set-up as a file: downloaded here, applied there, with a look at what would change first. */
import { Alert, Button, FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { isProblem } from "../../../web/api/problem.ts";
import type { ConfigurationFormat } from "../configuration-text.ts";
import { ConfigurationPlan } from "./configuration-plan.tsx";
import classes from "./customisation.module.css";
import { applyConfiguration, fetchConfiguration, useChange } from "./customisation-api.ts";

/** Fetched when somebody wants a file: YAML is a library of its own. */
const texts = () => import("../configuration-text.ts");

async function download(format: ConfigurationFormat): Promise<void> {
  const [document_, { writeConfiguration }] = await Promise.all([fetchConfiguration(), texts()]);
  const url = URL.createObjectURL(new Blob([writeConfiguration(document_, format)], { type: `application/${format}` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `manul-configuration.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}

export function ConfigurationPanel() {
  const t = useT();
  const [wanted, setWanted] = useState<unknown>();
  const save = useMutation({ mutationFn: download });
  const plan = useMutation({
    mutationFn: async (file: File) => {
      const { readConfiguration } = await texts();
      const parsed = readConfiguration(await file.text());
      setWanted(parsed);
      return applyConfiguration(parsed, true);
    },
  });
  const apply = useChange(() => applyConfiguration(wanted, false));
  const error = plan.error ?? apply.error ?? save.error;
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
        <Button size="xs" onClick={() => save.mutate("yaml")} loading={save.isPending && save.variables === "yaml"}>
          {t("customisation.export-yaml")}
        </Button>
        <Button size="xs" variant="default" onClick={() => save.mutate("json")} loading={save.isPending && save.variables === "json"}>
          {t("customisation.export-json")}
        </Button>
        <FileButton accept="application/json,.json,.yaml,.yml" onChange={(file) => file && plan.mutate(file)}>
          {(props) => (
            <Button size="xs" variant="default" loading={plan.isPending} {...props}>
              {t("customisation.choose-file")}
            </Button>
          )}
        </FileButton>
      </div>
      {error && (
        <Alert color="red" variant="light" role="alert">
          <Faults error={error} />
        </Alert>
      )}
      {plan.data && <ConfigurationPlan document={wanted} differences={plan.data} onApply={send} pending={apply.isPending} />}
    </div>
  );
}

/** Each fault by its place in the document. */
function Faults({ error }: { readonly error: Error }) {
  const t = useT();
  if (error instanceof SyntaxError) return <>{t("customisation.not-configuration")}</>;
  const errors = isProblem(error) ? error.errors : [];
  if (errors.length === 0) return <>{errorText(error, t)}</>;
  return (
    <ul className={classes["faults"]}>
      {errors.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          {field !== "" && <code>{field}</code>} {message}
        </li>
      ))}
    </ul>
  );
}
