/** Text made into names: Latin letters for Russian ones, nothing but letters, digits and one joint. */

const CYRILLIC: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ё: "e",
  ж: "zh",
  з: "z",
  и: "i",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  і: "i",
  ї: "yi",
  є: "ye",
  ґ: "g",
};

/** Small Latin letters, digits and `joint`: for option values and addresses. May be empty. */
export function slug(text: string, joint: "-" | "_"): string {
  const latin = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/\p{Script=Cyrillic}/gu, (letter) => CYRILLIC[letter] ?? "");
  const plain = latin
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    // Taken apart, some signs show capitals: "№" is "No".
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, joint);
  return plain.replace(/^[-_]+|[-_]+$/g, "").slice(0, 60);
}
