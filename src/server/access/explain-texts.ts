/** The reasons of an explanation in words, in both languages. */
import type { Label, Lang } from "../../fieldtypes/field-type.ts";
import type { Need } from "../../model/access/vocabulary.ts";
import type { ReasonCode } from "./explain.ts";

type Params = Readonly<Record<string, string>>;

const NEEDS: Readonly<Record<Need, Label>> = {
  view: { en: "see", ru: "просмотр" },
  edit: { en: "change", ru: "изменение" },
  delete: { en: "delete", ru: "удаление" },
};
const listed = (grants: readonly Need[], lang: "en" | "ru"): string => grants.map((need) => NEEDS[need][lang]).join(", ");

const LEVELS: Readonly<Record<string, Label>> = {
  private: { en: "private", ru: "закрыты" },
  read: { en: "open to everybody for reading", ru: "открыты всем для чтения" },
  edit: { en: "open to everybody for reading and changing", ru: "открыты всем для чтения и изменения" },
  full: { en: "open to everybody, deletion included", ru: "открыты всем, включая удаление" },
  parent: { en: "open to those who may see the record that they belong to", ru: "открыты тем, кто видит запись, к которой относятся" },
};
const FIELD_VERBS: Readonly<Record<string, Label>> = {
  hidden: { en: "hides the field", ru: "скрывает поле" },
  read: { en: "lets the field be read only", ru: "разрешает только чтение поля" },
  edit: { en: "lets the field be changed", ru: "разрешает менять поле" },
};
const PRINCIPALS: Readonly<Record<string, Label>> = {
  user: { en: "user", ru: "сотрудник" },
  role: { en: "role", ru: "роль" },
  role_and_below: { en: "role and those below it:", ru: "роль и все ниже неё:" },
  group: { en: "group", ru: "группа" },
  office: { en: "office", ru: "офис" },
  filter: { en: "those that fit its condition", ru: "подходящие под его условие" },
};
/** A condition's own words stand with the rule; here its JSON would help nobody. */
const sourceText = (type: string, name: string | undefined, lang: Lang): string =>
  type === "filter" ? (PRINCIPALS["filter"]?.[lang] ?? "") : `${PRINCIPALS[type]?.[lang]} ${name}`;

const TEXTS: Readonly<Record<ReasonCode, (grants: readonly Need[], params: Params) => Label>> = {
  administrator: (_grants, { user }) => ({
    en: `${user} is an administrator and may do everything.`,
    ru: `${user} — администратор, ему доступно всё.`,
  }),
  substitute: (_grants, { owner }) => ({
    en: `The user stands in for ${owner}, who is away.`,
    ru: `Сотрудник замещает того, кто сейчас отсутствует: ${owner}.`,
  }),
  personal_closed: () => ({
    en: "It is personal data, which the company keeps closed: without a grant it is masked.",
    ru: "Это персональные данные, и компания держит их закрытыми: без разрешения они скрыты маской.",
  }),
  personal_open: () => ({
    en: "It is personal data, which the company keeps closed; this user was granted access. What they see is logged.",
    ru: "Это персональные данные, и компания держит их закрытыми; сотруднику дан доступ. Просмотры записываются в журнал.",
  }),
  inactive: (_grants, { user }) => ({
    en: `${user} is not active and can’t sign in.`,
    ru: `Учётная запись «${user}» не активна: войти нельзя.`,
  }),
  directory: (grants) =>
    grants.length > 1
      ? {
          en: "Everybody may see the directory; the tool “users” opens it for changes.",
          ru: "Справочник сотрудников виден всем; инструмент «сотрудники» разрешает его менять.",
        }
      : { en: "Everybody may see the directory.", ru: "Справочник сотрудников виден всем." },
  profile: (grants, { profile, role }) =>
    grants.length > 0
      ? {
          en: `The profile “${profile}” of the role “${role}” allows in this module: ${listed(grants, "en")}.`,
          ru: `Профиль «${profile}» роли «${role}» разрешает в модуле: ${listed(grants, "ru")}.`,
        }
      : {
          en: `The profile “${profile}” of the role “${role}” doesn’t open this module.`,
          ru: `Профиль «${profile}» роли «${role}» не открывает этот модуль.`,
        },
  no_profile: (_grants, { role }) => ({ en: `The role “${role}” has no profile.`, ru: `У роли «${role}» нет профиля.` }),
  see_all: (_grants, { profile }) => ({
    en: `The profile “${profile}” lets all records be seen.`,
    ru: `Профиль «${profile}» разрешает видеть все записи.`,
  }),
  edit_all: (_grants, { profile }) => ({
    en: `The profile “${profile}” lets all records be changed.`,
    ru: `Профиль «${profile}» разрешает менять все записи.`,
  }),
  default: (_grants, { level = "" }) => ({
    en: `By the company’s default the records of this module are ${LEVELS[level]?.en ?? level}.`,
    ru: `По умолчанию записи этого модуля ${LEVELS[level]?.ru ?? level}.`,
  }),
  own: () => ({ en: "It is the user’s own record.", ru: "Это собственная запись сотрудника." }),
  own_group: (_grants, { owner }) => ({
    en: `The record belongs to the user’s group “${owner}”.`,
    ru: `Запись принадлежит группе сотрудника «${owner}».`,
  }),
  subordinate: (_grants, { owner }) => ({
    en: `The record belongs to a subordinate: ${owner}.`,
    ru: `Запись принадлежит подчинённому: ${owner}.`,
  }),
  subordinate_group: (_grants, { owner }) => ({
    en: `The record belongs to a group of subordinates: “${owner}”.`,
    ru: `Запись принадлежит группе подчинённых «${owner}».`,
  }),
  peer: (grants, { owner, role }) => ({
    en: `The record belongs to ${owner}, of the same role “${role}”, whose people may ${listed(grants, "en")} each other’s records.`,
    ru: `Запись принадлежит сотруднику той же роли «${role}» (${owner}); коллегам по роли разрешено: ${listed(grants, "ru")}.`,
  }),
  rule: (grants, { from_type = "", from, to_type = "", to }) => ({
    en: `A sharing rule opens records (${sourceText(from_type, from, "en")}) to ${PRINCIPALS[to_type]?.en} ${to}: ${listed(grants, "en")}.`,
    ru: `Правило доступа открывает записи (${sourceText(from_type, from, "ru")}) получателю: ${PRINCIPALS[to_type]?.ru} ${to}. Разрешено: ${listed(grants, "ru")}.`,
  }),
  share: (grants) => ({
    en: `The record was shared by hand: ${listed(grants, "en")}.`,
    ru: `Доступ к записи открыт вручную: ${listed(grants, "ru")}.`,
  }),
  parent: (grants) =>
    grants.length > 0
      ? {
          en: "The record that it belongs to is open to the user (or it belongs to none and has a fitting owner).",
          ru: "Сотруднику открыта запись, к которой она относится (или она ни к чему не относится, а её ответственный подходит).",
        }
      : {
          en: "None of the records that it belongs to is open to the user.",
          ru: "Ни одна из записей, к которым она относится, сотруднику не открыта.",
        },
  field: (_grants, { profile, level = "" }) => ({
    en: `The profile “${profile}” ${FIELD_VERBS[level]?.en ?? level}.`,
    ru: `Профиль «${profile}» ${FIELD_VERBS[level]?.ru ?? level}.`,
  }),
  options: (_grants, { role, values_en, values_ru }) => ({
    en: `By the list of the role “${role}” these values may be chosen: ${values_en}.`,
    ru: `По списку роли «${role}» можно выбирать значения: ${values_ru}.`,
  }),
  read_only_field: () => ({
    en: "The program itself sets this field; nobody changes it by hand.",
    ru: "Это поле заполняет сама программа; вручную его не меняют.",
  }),
};

export const reasonText = (code: ReasonCode, grants: readonly Need[], params: Params): Label => TEXTS[code](grants, params);
