/** A stored file: uploaded as soon as it is chosen (or dropped), kept as its id. */
import { Button, Input, Loader } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { fileUrl, uploadFile } from "../api/files.ts";
import { fileOf, textOf } from "../api/record-data.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import type { FieldInputProps } from "./field-control.ts";
import { useInputFrame } from "./input-frame.ts";
import classes from "./fields.module.css";

function fileInput(accept: string | undefined) {
  return function StoredFileInput(props: FieldInputProps) {
    const t = useT();
    const { label, description, error, withAsterisk } = useInputFrame(props);
    const chooser = useRef<HTMLInputElement>(null);
    const [name, setName] = useState(fileOf(props.record, props.field.name)?.name);
    const upload = useMutation({
      mutationFn: uploadFile,
      onSuccess: (file) => {
        setName(file.name);
        props.onChange(file.id, file.name);
      },
    });
    const id = textOf(props.value);
    const problem = upload.error ? errorText(upload.error, t) : error;
    const take = (files: FileList | null): void => {
      const file = files?.[0];
      if (file) upload.mutate(file);
    };
    return (
      <Input.Wrapper label={label} description={description} error={problem} withAsterisk={withAsterisk ?? false} labelElement="div">
        <div
          className={classes["file"]}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => (event.preventDefault(), take(event.dataTransfer.files))}
        >
          <input
            ref={chooser}
            type="file"
            hidden
            {...(accept === undefined ? {} : { accept })}
            aria-label={label ?? ""}
            onChange={(event) => take(event.currentTarget.files)}
          />
          <Button
            variant="default"
            size="xs"
            leftSection={upload.isPending ? <Loader size={14} /> : <IconPaperclip size={14} />}
            onClick={() => chooser.current?.click()}
          >
            {t(id === "" ? "file.choose" : "file.replace")}
          </Button>
          {id !== "" && (
            <>
              <a href={fileUrl(id)} download={name} className={classes["fileName"]}>
                {name ?? t("file.stored")}
              </a>
              <Button variant="subtle" color="gray" size="xs" leftSection={<IconX size={14} />} onClick={() => props.onChange(null)}>
                {t("action.remove")}
              </Button>
            </>
          )}
        </div>
      </Input.Wrapper>
    );
  };
}
export const FileInput = fileInput(undefined);
export const ImageInput = fileInput("image/*");
