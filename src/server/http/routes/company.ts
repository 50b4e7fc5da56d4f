/** Settings: the company's own facts, which everything that is written for it goes by. Its currency stays: all sums are kept in it. */
import { getCountries } from "libphonenumber-js/min";
import { Array as ArrayOf, Object as ObjectType, Optional, String as StringType } from "typebox";
import { changeCompany, readCompany } from "../../auth/company.ts";
import { AppError } from "../../errors.ts";
import { API, okay, route, type Route } from "../route.ts";
import { Company, Language, only, text } from "../schemas.ts";

const URL = `${API}/admin/company`;
const right = "tool:settings";
const Change = only({
  name: Optional(text(200)),
  language: Optional(Language),
  timezone: Optional(text(64, 1)),
  country: Optional(text(2)),
});

export const companyRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: URL,
    right,
    summary: "The company's name, language, time zone, country and currency; `countries`: the codes that it may have (ISO 3166)",
    reply: { 200: ObjectType({ data: Company, countries: ArrayOf(StringType()) }) },
    handler: async (ctx) => {
      const data = await readCompany(ctx.db);
      if (!data) throw new AppError("not_found");
      return okay({ data, countries: getCountries() });
    },
  }),
  route({
    method: "PATCH",
    url: URL,
    right,
    summary: "Changes the company's name, language, time zone or country, for everybody at once; the currency stays as it was set up",
    body: Change,
    reply: { 200: ObjectType({ data: Company }) },
    // The callers that this process remembers carry the country.
    changesAccess: true,
    handler: async (ctx, { body }) => okay({ data: await changeCompany(ctx.db, body) }),
  }),
];
