/** Text with emphasis, lists and links, kept as HTML which the server cleans. */
import { ActionIcon, Input } from "@mantine/core";
import { IconBlockquote, IconBold, IconItalic, IconList, IconListNumbers, IconStrikethrough } from "@tabler/icons-react";
import { EditorContent, useEditor, useEditorState } from "@tiptap/react";
import type { Editor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import { textOf } from "../api/record-data.ts";
import { useT } from "../i18n.tsx";
import type { MessageKey } from "../../i18n/translate.ts";
import type { FieldInputProps } from "./field-control.ts";
import { useInputFrame } from "./input-frame.ts";
import classes from "./fields.module.css";

interface Tool {
  readonly mark: string;
  readonly label: MessageKey;
  readonly Icon: typeof IconBold;
  readonly run: (editor: Editor) => void;
}
const TOOLS: readonly Tool[] = [
  { mark: "bold", label: "rich-text.bold", Icon: IconBold, run: (editor) => editor.chain().focus().toggleBold().run() },
  { mark: "italic", label: "rich-text.italic", Icon: IconItalic, run: (editor) => editor.chain().focus().toggleItalic().run() },
  { mark: "strike", label: "rich-text.strike", Icon: IconStrikethrough, run: (editor) => editor.chain().focus().toggleStrike().run() },
  { mark: "bulletList", label: "rich-text.bullets", Icon: IconList, run: (editor) => editor.chain().focus().toggleBulletList().run() },
  {
    mark: "orderedList",
    label: "rich-text.numbers",
    Icon: IconListNumbers,
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  { mark: "blockquote", label: "rich-text.quote", Icon: IconBlockquote, run: (editor) => editor.chain().focus().toggleBlockquote().run() },
];

function Toolbar({ editor }: { readonly editor: Editor }) {
  const t = useT();
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) => TOOLS.filter((tool) => current.isActive(tool.mark)).map((tool) => tool.mark),
  });
  return (
    <div className={classes["toolbar"]} role="toolbar" aria-label={t("rich-text.toolbar")}>
      {TOOLS.map(({ mark, label, Icon, run }) => (
        <ActionIcon
          key={mark}
          size={28}
          variant={active.includes(mark) ? "light" : "subtle"}
          aria-pressed={active.includes(mark)}
          aria-label={t(label)}
          title={t(label)}
          onClick={() => run(editor)}
        >
          <Icon size={16} />
        </ActionIcon>
      ))}
    </div>
  );
}

export function RichTextInput(props: FieldInputProps) {
  const { label, description, error, withAsterisk } = useInputFrame(props);
  const editor = useEditor({
    extensions: [StarterKit],
    content: textOf(props.value),
    editorProps: { attributes: { "aria-label": label ?? "", role: "textbox", "aria-multiline": "true" } },
    onUpdate: ({ editor: current }) => props.onChange(current.isEmpty ? null : current.getHTML()),
  });
  return (
    <Input.Wrapper label={label} description={description} error={error} withAsterisk={withAsterisk ?? false} labelElement="div">
      <div className={classes["richText"]}>
        <Toolbar editor={editor} />
        <EditorContent editor={editor} className={classes["richTextBody"] ?? ""} />
      </div>
    </Input.Wrapper>
  );
}
