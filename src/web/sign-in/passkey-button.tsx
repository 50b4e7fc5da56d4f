/** Signing in by a passkey; nothing where the browser knows none. */
import { Alert, Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { SignedIn } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { hasPasskeys, isDismissed, signInByPasskey } from "./second-factor-api.ts";

interface PasskeyButtonProps {
  readonly onSignedIn: (signedIn: SignedIn) => Promise<void>;
}
export function PasskeyButton({ onSignedIn }: PasskeyButtonProps) {
  const t = useT();
  const signIn = useMutation({ mutationFn: async () => onSignedIn(await signInByPasskey()) });
  if (!hasPasskeys()) return null;
  return (
    <>
      {signIn.error && !isDismissed(signIn.error) && (
        <Alert color="red" variant="light" role="alert">
          {errorText(signIn.error, t)}
        </Alert>
      )}
      <Button
        variant="default"
        size="md"
        leftSection={<IconFingerprint size={20} stroke={1.5} aria-hidden />}
        loading={signIn.isPending}
        onClick={() => signIn.mutate()}
      >
        {t("sign-in.passkey")}
      </Button>
    </>
  );
}
