/** A password for somebody: typed, or made here and shown until the dialog closes; the server never tells it again. */
import { Button, CopyButton, TextInput } from "@mantine/core";
import { useT } from "../../../web/i18n.tsx";
import classes from "./access.module.css";

interface PasswordFieldProps {
  readonly isNew: boolean;
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly error: string | undefined;
}
/** Without letters and figures that look alike when somebody reads them out. */
const LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 16;

/** 16 letters of 55: 92 bits. */
function makePassword(): string {
  let made = "";
  while (made.length < LENGTH)
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // What is over the last whole multiple would favour the first letters.
      if (byte < 220 && made.length < LENGTH) made += LETTERS[byte % LETTERS.length] ?? "";
    }
  return made;
}

export function PasswordField({ isNew, value, onChange, error }: PasswordFieldProps) {
  const t = useT();
  return (
    <div className={classes["password"]}>
      <TextInput
        label={t(isNew ? "access.user.password" : "access.user.new-password")}
        description={t(isNew ? "access.user.password-text" : "access.user.new-password-text")}
        autoComplete="off"
        spellCheck={false}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes["passwordTools"]}>
        <Button variant="default" size="xs" onClick={() => onChange(makePassword())}>
          {t("access.user.make-password")}
        </Button>
        {value !== "" && (
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Button variant="default" size="xs" onClick={copy}>
                {t(copied ? "access.user.copied" : "access.user.copy")}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
    </div>
  );
}
