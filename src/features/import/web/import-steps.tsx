/** Where in the import one is. */
import { IconCheck } from "@tabler/icons-react";
import { useT } from "../../../web/i18n.tsx";
import classes from "./import.module.css";

const STEPS = ["import.step.upload", "import.step.map", "import.step.run"] as const;

export function ImportSteps({ current }: { readonly current: number }) {
  const t = useT();
  return (
    <ol className={classes["steps"]}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === current ? "step" : undefined} data-done={index < current || undefined}>
          <span className={classes["stepNumber"]}>{index < current ? <IconCheck size={14} aria-hidden /> : index + 1}</span>
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
