/** Import in three steps: the file, what its columns mean, the run. */
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useModule } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { Page, ScrollBody } from "../../../web/ui/page.tsx";
import type { Mapping, UploadedTable } from "./import-api.ts";
import { ImportSteps } from "./import-steps.tsx";
import { MapStep } from "./map-step.tsx";
import { UploadStep } from "./upload-step.tsx";

export function ImportPage() {
  const t = useT();
  const text = useLabel();
  const navigate = useNavigate();
  const { module: name = "" } = useParams({ strict: false });
  const module = useModule(name);
  const [upload, setUpload] = useState<{ readonly table: UploadedTable; readonly mapping: Mapping }>();
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
            key={upload.table.file_id}
            module={module}
            table={upload.table}
            guessed={upload.mapping}
            onBack={() => setUpload(undefined)}
            onStarted={(id) => void navigate({ to: "/imports/$importId", params: { importId: id } })}
          />
        ) : (
          <UploadStep module={module} onUploaded={(table, mapping) => setUpload({ table, mapping })} />
        )}
      </ScrollBody>
    </Page>
  );
}
