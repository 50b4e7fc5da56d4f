/** Says that the server is gone, and when it is back. What is being saved waits and is sent by itself. */
import { IconCloudCheck, IconCloudOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useT } from "../i18n.tsx";
import { useIsLost } from "./connection.ts";
import classes from "./live.module.css";

/** A moment without an answer is nobody's concern. */
const PATIENCE = 600;
const TIME_TO_READ = 3000;

export function ConnectionBanner() {
  const t = useT();
  const lost = useIsLost();
  const [shown, show] = useState<"lost" | "back">();
  const told = useRef(false);
  useEffect(() => {
    if (!lost && !told.current) return undefined;
    const say = (what: typeof shown, after: number) => setTimeout(() => show(what), after);
    const timers = lost
      ? [setTimeout(() => (told.current = true), PATIENCE), say("lost", PATIENCE)]
      : [say("back", 0), say(undefined, TIME_TO_READ)];
    if (!lost) told.current = false;
    return () => timers.forEach(clearTimeout);
  }, [lost]);
  return (
    <div role="status" className={classes["banner"]} data-state={shown}>
      {shown === "lost" && (
        <>
          <IconCloudOff size={16} aria-hidden /> {t("connection.lost")}
        </>
      )}
      {shown === "back" && (
        <>
          <IconCloudCheck size={16} aria-hidden /> {t("connection.back")}
        </>
      )}
    </div>
  );
}
