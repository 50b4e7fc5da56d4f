import fc from "fast-check";
import { expect, test } from "vitest";
import { amountInWords } from "./amount-in-words.ts";

test.each([
  ["0.00", "Ноль рублей 00 копеек"],
  ["1.01", "Один рубль 01 копейка"],
  ["2.02", "Два рубля 02 копейки"],
  ["5.05", "Пять рублей 05 копеек"],
  ["11.11", "Одиннадцать рублей 11 копеек"],
  ["21.21", "Двадцать один рубль 21 копейка"],
  ["112.14", "Сто двенадцать рублей 14 копеек"],
  ["1000", "Одна тысяча рублей 00 копеек"],
  ["2001.50", "Две тысячи один рубль 50 копеек"],
  ["200000", "Двести тысяч рублей 00 копеек"],
  ["1000000", "Один миллион рублей 00 копеек"],
  ["2000011", "Два миллиона одиннадцать рублей 00 копеек"],
  ["999999999.99", "Девятьсот девяносто девять миллионов девятьсот девяносто девять тысяч девятьсот девяносто девять рублей 99 копеек"],
])("%s roubles in Russian", (amount, words) => expect(amountInWords(amount, "RUB", "ru")).toBe(words));

test.each([
  ["0.00", "USD", "Zero US dollars 00 cents"],
  ["1.01", "USD", "One US dollar 01 cent"],
  ["21.00", "EUR", "Twenty-one euros 00 cents"],
  ["40115.14", "USD", "Forty thousand one hundred fifteen US dollars 14 cents"],
  ["1000000", "RUB", "One million roubles 00 kopecks"],
  [
    "999999999.99",
    "GBP",
    "Nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine pounds sterling 99 pence",
  ],
])("%s %s in English", (amount, currency, words) => expect(amountInWords(amount, currency, "en")).toBe(words));

test("currencies without decimals, with three, of the feminine gender, without words of their own", () => {
  expect(amountInWords("1002", "JPY", "ru")).toBe("Одна тысяча две иены");
  expect(amountInWords("1.005", "KWD", "ru")).toBe("Один кувейтский динар 005 филсов");
  expect(amountInWords("22.30", "UAH", "ru")).toBe("Двадцать две гривны 30 копеек");
  expect(amountInWords("5.50", "CHF", "ru")).toBe("Пять CHF 50");
  expect(amountInWords("-5.50", "RUB", "ru")).toBe("Минус пять рублей 50 копеек");
});

/** The same number read back from its words. */
function read(words: string): bigint {
  const values: Record<string, number> = {};
  "один одна:1 два две:2 три:3 четыре:4 пять:5 шесть:6 семь:7 восемь:8 девять:9 десять:10 одиннадцать:11 двенадцать:12 тринадцать:13 четырнадцать:14 пятнадцать:15 шестнадцать:16 семнадцать:17 восемнадцать:18 девятнадцать:19 двадцать:20 тридцать:30 сорок:40 пятьдесят:50 шестьдесят:60 семьдесят:70 восемьдесят:80 девяносто:90 сто:100 двести:200 триста:300 четыреста:400 пятьсот:500 шестьсот:600 семьсот:700 восемьсот:800 девятьсот:900"
    .split(" ")
    .reduce<string[]>((open, token) => {
      const [word = "", value] = token.split(":");
      const names = [...open, word];
      if (value === undefined) return names;
      for (const name of names) values[name] = Number(value);
      return [];
    }, []);
  const scales = ["тысяч", "миллион", "миллиард", "триллион", "квадриллион"];
  let [total, group] = [0n, 0n];
  for (const word of words.toLowerCase().split(" ")) {
    const scale = scales.findLastIndex((stem) => word.startsWith(stem));
    if (values[word] !== undefined) group += BigInt(values[word]);
    else if (scale >= 0) [total, group] = [total + group * 1000n ** BigInt(scale + 1), 0n];
    else break;
  }
  return total + group;
}

test("every number can be read back from its words", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), (number) => {
      expect(read(amountInWords(String(number), "RUB", "ru"))).toBe(number);
    }),
  );
});
