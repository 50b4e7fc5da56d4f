/** Step one: a file, chosen or dropped. */
import { Alert, Button, Loader } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useT } from "../../../web/i18n.tsx";
import { isProblem } from "../../../web/api/problem.ts";
import { errorText } from "../../../web/ui/error-state.tsx";
import { guessMapping, uploadTable } from "./import-api.ts";
import type { Guess, UploadedTable } from "./import-api.ts";
import classes from "./import.module.css";

/** Why the file isn't read, where the server says it. */
const refusal = (error: unknown): string | undefined => (isProblem(error) ? error.errors[0]?.message : undefined);

interface UploadStepProps {
  readonly module: DescribedModule;
  readonly onUploaded: (table: UploadedTable, guess: Guess) => void;
}
export function UploadStep({ module, onUploaded }: UploadStepProps) {
  const t = useT();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const table = await uploadTable(file);
      return { table, guess: await guessMapping(module.name, table) };
    },
    onSuccess: ({ table, guess }) => onUploaded(table, guess),
  });
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file && !upload.isPending) upload.mutate(file);
  };
  return (
    <div className={classes["upload"]}>
      <div
        className={classes["drop"]}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        {upload.isPending ? <Loader size={32} /> : <IconFileSpreadsheet size={40} stroke={1.2} aria-hidden />}
        <p className={classes["dropTitle"]}>{upload.isPending ? t("import.uploading") : t("import.drop")}</p>
        <p className={classes["dropText"]}>{t("import.drop-text")}</p>
        <input
          ref={chooser}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.xlsm,.vcf,text/csv,text/vcard,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          hidden
          aria-label={t("import.choose")}
          onChange={(event) => take(event.currentTarget.files)}
        />
        <Button disabled={upload.isPending} onClick={() => chooser.current?.click()}>
          {t("import.choose")}
        </Button>
      </div>
      {upload.error && (
        <Alert color="red" variant="light" role="alert">
          {refusal(upload.error) ?? errorText(upload.error, t)}
        </Alert>
      )}
    </div>
  );
}
