/** A worked example: a module of vehicles, and a rule that keeps number plates in capitals. */
import { defineExtension } from "../../src/server/extension.ts";

export default defineExtension({
  modules: [
    {
      name: "x_vehicles",
      label: { en: "Vehicles", ru: "Автомобили" },
      singular: { en: "Vehicle", ru: "Автомобиль" },
      icon: "car",
      menu: "service",
      numberPrefix: "VEH",
      nameFields: ["plate"],
      blocks: [
        {
          name: "main",
          label: { en: "Vehicle", ru: "Автомобиль" },
          fields: [
            { name: "plate", type: "text", label: { en: "Number plate", ru: "Госномер" }, mandatory: true, unique: true },
            { name: "organization_id", type: "reference", targets: ["organizations"], label: { en: "Owner", ru: "Владелец" } },
          ],
        },
      ],
      list: { columns: ["plate", "organization_id", "owner_id"], sort: "plate" },
    },
  ],
  rules: {
    x_vehicles: {
      beforeSave: [({ after }) => (typeof after["plate"] === "string" ? { plate: after["plate"].toUpperCase() } : undefined)],
    },
  },
});
