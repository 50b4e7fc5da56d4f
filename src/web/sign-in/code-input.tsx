/** One code: six figures of an app, or a recovery code. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useT } from "../i18n.tsx";
import classes from "./public-page.module.css";

interface CodeInputProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly error?: string | undefined;
  /** Only an app's: while it is being connected. */
  readonly appOnly?: boolean;
  readonly focus?: boolean;
}
export function CodeInput({ value, onChange, error, appOnly = false, focus = false }: CodeInputProps) {
  const t = useT();
  const [recovery, setRecovery] = useState(false);
  return (
    <div>
      <TextInput
        label={t(recovery ? "second-factor.recovery-code" : "second-factor.code")}
        name="totp"
        size="md"
        required
        withAsterisk={false}
        autoComplete="one-time-code"
        inputMode={recovery ? "text" : "numeric"}
        spellCheck={false}
        autoFocus={focus}
        maxLength={recovery ? 24 : 8}
        classNames={{ input: classes["code"] ?? "" }}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {!appOnly && (
        <button
          type="button"
          className={classes["link"]}
          onClick={() => {
            setRecovery(!recovery);
            onChange("");
          }}
        >
          {t(recovery ? "second-factor.use-app" : "second-factor.use-recovery")}
        </button>
      )}
    </div>
  );
}
/** Whether there is enough of it to be sent. */
export const isCodeComplete = (code: string): boolean => code.replaceAll(/[^a-z0-9]/gi, "").length >= 6;
