import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { workTypes } from "../option-sets.ts";

/** The dates that a project must keep. */
export const projectMilestones = defineModule({
  name: "project_milestones",
  label: { en: "Project milestones", ru: "Вехи проектов" },
  singular: { en: "Project milestone", ru: "Веха проекта" },
  icon: "flag",
  menu: "projects",
  numberPrefix: "PM",
  nameFields: ["name"],
  keyFields: ["project_id", "date", "type"],
  list: { columns: ["name", "project_id", "date", "type", "owner_id"], sort: "date" },
  parents: ["project_id"],
  vtiger: "ProjectMilestone",
  blocks: [
    {
      name: "basic",
      label: { en: "Milestone details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Milestone name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "projectmilestonename",
        },
        {
          name: "project_id",
          type: "reference",
          label: { en: "Project", ru: "Проект" },
          targets: ["projects"],
          mandatory: true,
          quickCreate: true,
          inverse: { name: "project_milestones", label: { en: "Milestones", ru: "Вехи" } },
          vtiger: "projectid",
        },
        {
          name: "date",
          type: "date",
          label: { en: "Milestone date", ru: "Дата" },
          quickCreate: true,
          indexed: true,
          vtiger: "projectmilestonedate",
        },
        { name: "type", type: "picklist", label: { en: "Type", ru: "Тип" }, options: workTypes, vtiger: "projectmilestonetype" },
      ],
    },
    descriptionBlock(),
  ],
});
