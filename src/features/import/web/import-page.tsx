/** Import in three steps: the file, what its columns mean, the run. */
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useModule } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { Page, ScrollBody } from "../../../web/ui/page.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { guessMapping, readTable } from "./import-api.ts";
import type { Guess, TableFormat, UploadedTable } from "./import-api.ts";
import { ImportSteps } from "./import-steps.tsx";
import { MapStep } from "./map-step.tsx";
import { UploadStep } from "./upload-step.tsx";

interface Upload {
  readonly table: UploadedTable;
  readonly guess: Guess;
  /** How many times the file was read in another way. */
  readonly reading: number;
}

export function ImportPage() {
  const t = useT();
  const text = useLabel();
  const navigate = useNavigate();
  const { module: name = "" } = useParams({ strict: false });
  const module = useModule(name);
  const [upload, setUpload] = useState<Upload>();
  const reread = useMutation({
    mutationFn: async ({ table: { file_id }, format }: { table: UploadedTable; format: TableFormat }) => {
      const table = await readTable(file_id, format);
      return { table, guess: await guessMapping(name, table) };
    },
    onSuccess: (next) => setUpload((before) => ({ ...next, reading: (before?.reading ?? 0) + 1 })),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const title = t("import.title", { what: text(module.label) });
  return (
    <Page
      title={<span>{title}</span>}
      documentTitle={title}
      actions={
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconArrowLeft size={16} />}
          renderRoot={(props) => <Link to="/$module" params={{ module: name }} {...props} />}
        >
          {t("import.back")}
        </Button>
      }
    >
      <ScrollBody>
        <ImportSteps current={upload ? 1 : 0} />
        {upload ? (
          <MapStep
            key={`${upload.table.file_id} ${upload.reading}`}
            module={module}
            table={upload.table}
            guess={upload.guess}
            onFormat={(format) => reread.mutate({ table: upload.table, format })}
            onBack={() => setUpload(undefined)}
            onStarted={(id) => void navigate({ to: "/imports/$importId", params: { importId: id } })}
          />
        ) : (
          <UploadStep module={module} onUploaded={(table, guess) => setUpload({ table, guess, reading: 0 })} />
        )}
      </ScrollBody>
    </Page>
  );
}
