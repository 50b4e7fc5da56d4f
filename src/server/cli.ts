/** The command line. Each command loads what it needs when it runs: a wrong word in it costs no second. */
import { Command, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { StartError } from "./start-error.ts";

const program = new Command("manul")
  .description("Manul CRM")
  .version(packageJson.version)
  .showHelpAfterError()
  .configureHelp({ sortSubcommands: false });

program
  .command("start", { isDefault: true })
  .description("start the program (the same as npm start)")
  .action(async () => (await import("./commands/start.ts")).start());

program
  .command("migrate")
  .description("bring the database to this version's schema")
  .action(async () => (await import("./commands/migrate.ts")).migrateDatabase());

program
  .command("demo")
  .description("fill an empty database with the demonstration company")
  .addOption(new Option("--language <code>", "language of the data").choices(["en", "ru"]).default("en"))
  .action(async (options: { language: "en" | "ru" }) => (await import("./commands/demo.ts")).demo(options));

const user = program.command("user").description("people who may sign in");
user
  .command("add <email>")
  .description("add a user; the password is asked for, or read from the standard input")
  .option("--name <name>", "full name")
  .option("--admin", "make them an administrator", false)
  .action(async (email: string, options: { name?: string; admin: boolean }) =>
    (await import("./commands/user.ts")).addUser(email, options),
  );
user
  .command("passwd <email>")
  .description("set a user's password; it is asked for, or read from the standard input")
  .action(async (email: string) => (await import("./commands/user.ts")).changePassword(email));

user
  .command("reset-second-factor <email>")
  .description("for who lost their phone and recovery codes: removes app, codes and passkeys")
  .action(async (email: string) => (await import("./commands/user.ts")).resetSecondFactor(email));

program
  .command("backup <file>")
  .description("write everything, with the stored files, into one archive (.tar.gz); also while the program runs")
  .action(async (file: string) => (await import("./commands/backup.ts")).backupTo(file));

program
  .command("restore <file>")
  .description("read a backup into an empty database")
  .option("--replace", "overwrite what the database holds", false)
  .action(async (file: string, options: { replace: boolean }) => (await import("./commands/backup.ts")).restoreFrom(file, options));

const config = program.command("config").description("the set-up as data: fields, modules, layouts, choices, menu, shared views");
config
  .command("export [file]")
  .description("write it to a file, or to the standard output")
  .addOption(new Option("--format <format>", "of the text; by default as the file's name says").choices(["json", "yaml"]))
  .action(async (file: string | undefined, options: { format?: "json" | "yaml" }) =>
    (await import("./commands/config.ts")).exportConfig(file, options.format),
  );
config
  .command("diff <file>")
  .description("say what applying the file would change")
  .action(async (file: string) => (await import("./commands/config.ts")).applyConfig(file, true));
config
  .command("apply <file>")
  .description("make it so")
  .action(async (file: string) => (await import("./commands/config.ts")).applyConfig(file, false));

program
  .command("doctor")
  .description("check settings, folders, database and client, and say what is wrong")
  .action(async () => (await import("./commands/doctor.ts")).doctor());

program
  .command("bench")
  .description("measure (see bench/)")
  .allowUnknownOption()
  .argument("[arguments...]")
  .action(async (args: string[]) => (await import("./commands/bench.ts")).bench(args));

try {
  await program.parseAsync();
} catch (error) {
  const plain = error instanceof StartError;
  for (const line of plain ? error.message.split("\n") : [error instanceof Error ? (error.stack ?? error.message) : String(error)])
    process.stderr.write(plain ? `manul: ${line}\n` : `${line}\n`);
  process.exitCode = 1;
}
