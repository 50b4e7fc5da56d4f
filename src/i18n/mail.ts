/** Letters that the program writes itself, by kind; ICU messages. */
const en = {
  "reset.subject": "{company}: setting a new password",
  "reset.text":
    "Hello, {name}!\n\nSomebody, most likely you, asked for a new password for {email}. This link works once, within an hour:\n\n{link}\n\nIf it wasn’t you, do nothing: your password stays as it is.",
  "invitation.subject": "{by} invites you to {company}",
  "invitation.text":
    "Hello, {name}!\n\n{by} has added you to the CRM of {company}. Choose a password, and you are in. The link works once, within a week:\n\n{link}\n\nYour sign-in name is {email}.",
  "password-changed.subject": "{company}: your password was changed",
  "password-changed.text":
    "Hello, {name}!\n\nThe password of {email} has just been changed, and all other sessions have ended.\n\nIf it wasn’t you, tell your administrator at once.",
  "second-factor-changed.subject": "{company}: your second factor was changed",
  "second-factor-changed.text":
    "Hello, {name}!\n\nThe way in which {email} confirms a sign-in (an app’s codes or passkeys) has just been changed.\n\nIf it wasn’t you, tell your administrator at once.",
} as const;
const ru = {
  "reset.subject": "{company}: новый пароль",
  "reset.text":
    "Здравствуйте, {name}!\n\nКто-то — скорее всего, вы — попросил новый пароль для {email}. Ссылка сработает один раз в течение часа:\n\n{link}\n\nЕсли это были не вы, ничего делать не нужно: пароль останется прежним.",
  "invitation.subject": "{by} приглашает вас в {company}",
  "invitation.text":
    "Здравствуйте, {name}!\n\n{by} открывает вам доступ в CRM компании {company}. Придумайте пароль — и можно работать. Ссылка сработает один раз в течение недели:\n\n{link}\n\nИмя для входа: {email}.",
  "password-changed.subject": "{company}: ваш пароль изменён",
  "password-changed.text":
    "Здравствуйте, {name}!\n\nПароль для {email} только что изменён, все остальные сеансы завершены.\n\nЕсли это были не вы, сразу сообщите администратору.",
  "second-factor-changed.subject": "{company}: подтверждение входа изменено",
  "second-factor-changed.text":
    "Здравствуйте, {name}!\n\nСпособ, которым подтверждается вход для {email} (коды приложения или ключи доступа), только что изменён.\n\nЕсли это были не вы, сразу сообщите администратору.",
} as const satisfies Record<keyof typeof en, string>;

export const mailTexts = { en, ru } as const;
