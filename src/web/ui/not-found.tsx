/** An address that leads nowhere. */
import { Button } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useT } from "../i18n.tsx";
import { EmptyState } from "./empty-state.tsx";

export function NotFound() {
  const t = useT();
  return (
    <EmptyState
      icon={<IconSearchOff size={32} stroke={1.5} aria-hidden />}
      title={t("error-state.not-found")}
      text={t("error-state.not-found-text")}
      actions={
        <Button variant="default" component={Link} to="/">
          {t("action.home")}
        </Button>
      }
    />
  );
}
