/** Short news at the bottom left; what can be taken back says so. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";

const TIME_TO_READ = 4000;
const TIME_TO_ACT = 10_000;

interface Toast {
  readonly message: string;
  readonly tone?: "good" | "bad";
  readonly action?: { readonly label: string; readonly run: () => void };
}
export function showToast({ message, tone = "good", action }: Toast): void {
  const id = notifications.show({
    message: action ? (
      <span style={{ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 12 }}>
        {message}
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      </span>
    ) : (
      message
    ),
    withBorder: true,
    autoClose: action || tone === "bad" ? TIME_TO_ACT : TIME_TO_READ,
    ...(tone === "bad" ? { color: "red", role: "alert" } : {}),
  });
}
