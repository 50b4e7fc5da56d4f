/** Under a mail's head and in the timeline: that it didn't go, why, and another try. */
import { Alert, Button } from "@mantine/core";
import { IconMailX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { textOf, type RecordData } from "../../../web/api/record-data.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { retryMail } from "./mail-api.ts";

export function MailState({ record }: { readonly record: RecordData }) {
  const t = useT();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryMail(record.id),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["records"] });
      await recordsChanged(client, "emails");
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const failed = record["status"] === "failed";
  const reason = textOf(record["send_error"]);
  if (!failed && reason === "") return null;
  return (
    <Alert
      color={failed ? "red" : "yellow"}
      variant="light"
      icon={<IconMailX size={18} aria-hidden />}
      title={t(failed ? "mail.failed" : record["status"] === "sent" ? "mail.partly" : "mail.trying-again")}
    >
      <p style={{ margin: 0, overflowWrap: "anywhere" }}>{reason}</p>
      {failed && !record.deleted_at && (
        <Button mt="xs" size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t("action.retry")}
        </Button>
      )}
    </Alert>
  );
}
