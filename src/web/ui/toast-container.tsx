/** Where toasts appear. */
import { Button } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import "@mantine/notifications/styles.layer.css";
import { useEffect } from "react";
import { openToasts } from "./toast.tsx";
import type { Toast } from "./toast.tsx";
import classes from "./toast.module.css";

const TIME_TO_READ = 4000;
const TIME_TO_ACT = 10_000;

function show({ message, tone, action, also, key }: Toast): void {
  const actions = [action, also].filter((each) => each !== undefined);
  if (key !== undefined) notifications.hide(key);
  const id = notifications.show({
    ...(key === undefined ? {} : { id: key }),
    message:
      actions.length > 0 ? (
        <span className={classes["line"]}>
          <span className={classes["words"]}>{message}</span>
          {actions.map(({ label, run }) => (
            <Button
              key={label}
              size="compact-sm"
              variant="light"
              onClick={() => {
                notifications.hide(id);
                run();
              }}
            >
              {label}
            </Button>
          ))}
        </span>
      ) : (
        message
      ),
    withBorder: true,
    autoClose: actions.length > 0 || tone === "bad" ? TIME_TO_ACT : TIME_TO_READ,
    ...(tone === "bad" ? { color: "red", role: "alert" } : {}),
  });
}

export function ToastContainer() {
  useEffect(() => openToasts(show), []);
  return <Notifications position="bottom-left" limit={4} containerWidth={380} />;
}
