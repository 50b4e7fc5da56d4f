/** Says all the time that one is here as somebody else, and leads back. */
import { Button } from "@mantine/core";
import { IconEye, IconUserShield } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { actingQuery, stopActing } from "./access-api.ts";
import classes from "./access.module.css";

export function ActingBanner() {
  const t = useT();
  const { data: acting } = useQuery(actingQuery);
  const back = useMutation({
    mutationFn: stopActing,
    // Nothing of what the other saw may stay in the browser's memory.
    onSuccess: () => window.location.assign("/settings?section=users"),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  if (!acting) return null;
  const looks = acting.mode === "view";
  return (
    <div className={classes["acting"]} role="status">
      {looks ? <IconEye size={16} aria-hidden /> : <IconUserShield size={16} aria-hidden />}
      <span>{t(looks ? "access.acting.view" : "access.acting.full", { name: acting.user.name })}</span>
      <Button size="compact-sm" variant="white" loading={back.isPending} onClick={() => back.mutate()}>
        {t("access.acting.back")}
      </Button>
    </div>
  );
}
