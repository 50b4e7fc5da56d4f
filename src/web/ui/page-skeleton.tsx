/** What stands where a page is about to be. */
import { Skeleton } from "@mantine/core";
import { useT } from "../i18n.tsx";
import classes from "./page.module.css";

export function PageSkeleton() {
  const t = useT();
  return (
    <div className={classes["skeleton"]} role="status" aria-label={t("state.loading")}>
      <Skeleton height={24} width={220} />
      <Skeleton height={16} width="60%" />
      <Skeleton height={240} />
    </div>
  );
}
