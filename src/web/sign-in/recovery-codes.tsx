/** Recovery codes, shown once: to be copied, kept as a file or printed. */
import { Alert, Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useT } from "../i18n.tsx";
import classes from "./public-page.module.css";

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly done: string;
  readonly onDone: () => void;
}
export function RecoveryCodes({ codes, done, onDone }: RecoveryCodesProps) {
  const t = useT();
  const text = codes.join("\n");
  return (
    <div className={classes["form"]}>
      <Alert variant="light" color="yellow">
        {t("second-factor.codes-text")}
      </Alert>
      <ol className={classes["codes"]} aria-label={t("second-factor.codes")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={classes["row"]}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
              {t(copied ? "access.user.copied" : "access.user.copy")}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          component="a"
          leftSection={<IconDownload size={16} />}
          download="manul-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {t("second-factor.codes-save")}
        </Button>
      </div>
      <Button size="md" onClick={onDone}>
        {done}
      </Button>
    </div>
  );
}
