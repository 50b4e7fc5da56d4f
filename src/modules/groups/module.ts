import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";

/** Groups of people: records may belong to one instead of to a person. Who is in it stands in the access settings. */
export const groups = defineModule({
  name: "groups",
  label: { en: "Groups", ru: "Группы" },
  singular: { en: "Group", ru: "Группа" },
  icon: "users-group",
  menu: "admin",
  numberPrefix: "GRP",
  nameFields: ["name"],
  list: { columns: ["name", "description", "modified_at"], sort: "name" },
  adminOnly: true,
  vtiger: "Groups",
  blocks: [
    {
      name: "basic",
      label: { en: "Group", ru: "Группа" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Group name", ru: "Название группы" },
          mandatory: true,
          unique: true,
          quickCreate: true,
          maxLength: 200,
          vtiger: "groupname",
        },
      ],
    },
    descriptionBlock(),
  ],
});
