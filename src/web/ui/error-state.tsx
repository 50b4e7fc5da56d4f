/** Where something went wrong: says what in the user's words, and offers to try again. */
import { Button } from "@mantine/core";
import { IconCloudOff, IconLock, IconSearchOff, IconAlertTriangle } from "@tabler/icons-react";
import { Link, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ConnectionLost, isProblem } from "../api/problem.ts";
import { useT } from "../i18n.tsx";
import type { Translate } from "../i18n.tsx";
import { EmptyState } from "./empty-state.tsx";

/** One sentence for a toast or a line under a form. */
export function errorText(error: unknown, t: Translate): string {
  if (error instanceof ConnectionLost) return t("error-state.offline");
  if (isProblem(error)) return error.detail ?? error.title ?? t("error-state.unexpected");
  return t("error-state.unexpected");
}

function iconOf(error: unknown): ReactNode {
  const look = { size: 32, stroke: 1.5, "aria-hidden": true } as const;
  if (error instanceof ConnectionLost) return <IconCloudOff {...look} />;
  if (isProblem(error, 403)) return <IconLock {...look} />;
  if (isProblem(error, 404)) return <IconSearchOff {...look} />;
  return <IconAlertTriangle {...look} />;
}

interface ErrorStateProps {
  readonly error: unknown;
  readonly reset?: () => void;
}
export function ErrorState({ error, reset }: ErrorStateProps) {
  const t = useT();
  const router = useRouter();
  const title = isProblem(error, 404)
    ? t("error-state.not-found")
    : isProblem(error, 403)
      ? t("error-state.forbidden")
      : t("error-state.title");
  const retry = (): void => {
    reset?.();
    void router.invalidate();
  };
  return (
    <div role="alert">
      <EmptyState
        icon={iconOf(error)}
        title={title}
        text={errorText(error, t)}
        actions={
          <>
            <Button variant="default" onClick={retry}>
              {t("action.retry")}
            </Button>
            {(isProblem(error, 404) || isProblem(error, 403)) && (
              <Button variant="subtle" color="gray" component={Link} to="/">
                {t("action.home")}
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}
