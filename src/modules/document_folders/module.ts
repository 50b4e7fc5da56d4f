import { defineModule } from "../../model/define.ts";

/** Folders of documents. */
export const documentFolders = defineModule({
  name: "document_folders",
  label: { en: "Document folders", ru: "Папки документов" },
  singular: { en: "Document folder", ru: "Папка документов" },
  icon: "folder",
  menu: "none",
  numberPrefix: "FLD",
  nameFields: ["name"],
  keyFields: ["description"],
  list: { columns: ["name", "description", "modified_at"], sort: "name" },
  vtiger: "DocumentFolders",
  blocks: [
    {
      name: "basic",
      label: { en: "Folder details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Folder name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "foldername",
        },
        { name: "description", type: "long_text", label: { en: "Description", ru: "Описание" }, quickCreate: true, vtiger: "description" },
      ],
    },
  ],
});
